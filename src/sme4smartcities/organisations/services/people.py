"""People come to an organisation, change their part in it, and go."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Audience, Member, Role
from sme4smartcities.accounts.services import grant_role, revoke_role
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.facts import (
    AppearanceChanged,
    InvitationEnded,
    OrganisationClaimed,
    PersonLeft,
    RoleChanged,
)
from sme4smartcities.organisations.models import Affiliation, Organisation
from sme4smartcities.organisations.policies import is_open, may_manage
from sme4smartcities.organisations.queries.people import (
    claimable_by,
    has_manager,
    managers_of,
    open_invitations,
    role_in,
)

ROLES = ("manager", "member")


def locked(organisation: Organisation) -> Organisation:
    """Fetch the row for writing, so that two changes of its people follow each other."""
    rows = Organisation.objects.select_for_update(of=("self",)).select_related("logo")
    return rows.get(pk=organisation.pk)


def add_person(*, actor: Actor, organisation: Organisation, member: Member, role: str) -> None:
    """Give the member this one role in the organisation. The caller has asked the policy."""
    grant_role(actor=actor, member=member, role=role, scope=organisation.subject)
    for other in ROLES:
        if other != role:
            revoke_role(actor=actor, member=member, role=other, scope=organisation.subject)
    Affiliation.objects.get_or_create(organisation=organisation, member=member)


@transaction.atomic
def claim_organisation(*, actor: Member, organisation: Organisation) -> Organisation:
    """Take charge of an organisation that nobody manages, by a confirmed address in its domain."""
    row = locked(organisation)
    if role_in(row, actor) == "manager":
        return row
    if has_manager(row):
        raise Refused(_("Somebody manages this organisation already. Ask to join it instead."))
    if not claimable_by(actor).filter(pk=row.pk).exists():
        raise Refused(
            _(
                "To take charge of it, confirm an e-mail address in the organisation's own domain"
                " in your account, then try again. Without one, write to the coordinator."
            )
        )
    add_person(actor=actor, organisation=row, member=actor, role="manager")
    record(OrganisationClaimed(actor_id=actor.pk, subject_id=row.pk, member_id=actor.pk))
    return row


@transaction.atomic
def appoint(*, actor: Actor, organisation: Organisation, member: Member, role: str) -> None:
    """Make one of the people a manager, or a manager one of the people; the last one stays."""
    row = locked(organisation)
    require(may_manage(actor, row), _("Only the managers can change the roles."))
    held = role_in(row, member)
    if role not in ROLES or not held:
        raise Refused(_("This person does not work for the organisation."))
    if held == role:
        return
    if role == "member":
        _keep_a_manager(row, member)
        _end_invitations_of(actor, row, member)
    add_person(actor=actor, organisation=row, member=member, role=role)
    record(RoleChanged(actor_id=actor.pk, subject_id=row.pk, member_id=member.pk, role=role))


@transaction.atomic
def leave(*, actor: Member, organisation: Organisation) -> None:
    """Go by oneself; the last manager names a successor first."""
    row = locked(organisation)
    held = role_in(row, actor)
    if not held:
        return
    if held == "manager":
        _keep_a_manager(row, actor)
    _dismiss(actor, row, actor)


@transaction.atomic
def remove_person(*, actor: Actor, organisation: Organisation, member: Member) -> None:
    """Take somebody off the list of people."""
    row = locked(organisation)
    require(may_manage(actor, row), _("Only the managers can remove somebody."))
    held = role_in(row, member)
    if not held:
        return
    if held == "manager":
        _keep_a_manager(row, member)
        _end_invitations_of(actor, row, member)
    _dismiss(actor, row, member)


def _end_invitations_of(actor: Actor, row: Organisation, member: Member) -> None:
    """Let nobody who is sent away come back, or be followed, by a link sent before."""
    for sent in open_invitations(row).filter(invited_by=member):
        sent.ended_at = timezone.now()
        sent.save(update_fields=["ended_at"])
        record(InvitationEnded(actor_id=actor.pk, subject_id=row.pk, invitation_id=sent.pk))


def _keep_a_manager(row: Organisation, leaving: Member) -> None:
    if not managers_of(row).exclude(pk=leaving.pk).exists():
        raise Refused(
            _(
                "This is the last manager. Make a colleague manager first,"
                " or delete the organisation."
            )
        )


def _dismiss(actor: Actor, row: Organisation, member: Member) -> None:
    for role in ROLES:
        revoke_role(actor=actor, member=member, role=role, scope=row.subject)
    Affiliation.objects.filter(organisation=row, member=member).delete()
    record(PersonLeft(actor_id=actor.pk, subject_id=row.pk, member_id=member.pk))


def dismiss_all(*, actor: Actor, organisation: Organisation) -> None:
    """Take every role in an organisation that ceases to be."""
    held = Role.objects.filter(scope_kind="organisation", scope_id=organisation.pk)
    for member in Member.objects.filter(roles__in=held).distinct():
        _dismiss(actor, organisation, member)


@transaction.atomic
def show_myself(
    *, actor: Member, organisation: Organisation, function: str, shown: int
) -> Affiliation:
    """Say who may see on the organisation's page that one works there, and as what.

    The name itself shows only as far as the person's own profile lets it.
    """
    row = locked(organisation)
    if not is_open(row) or not role_in(row, actor):
        raise Refused(_("You do not work for this organisation."))
    affiliation, _new = Affiliation.objects.get_or_create(organisation=row, member=actor)
    affiliation.function, affiliation.shown = " ".join(function.split())[:120], Audience(shown)
    affiliation.full_clean()
    affiliation.save(update_fields=["function", "shown"])
    record(AppearanceChanged(actor_id=actor.pk, subject_id=organisation.pk, member_id=actor.pk))
    return affiliation
