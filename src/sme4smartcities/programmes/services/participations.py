"""Organisations ask to take part, are invited, are answered, join the consortium, and leave again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.services import grant_role, revoke_role
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import SYSTEM, Actor, require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.people import managers_of
from sme4smartcities.programmes.facts import ParticipationAsked, ParticipationMoved, PartnerLeft
from sme4smartcities.programmes.lifecycle import PARTICIPATION
from sme4smartcities.programmes.models import Edition, Participation, Partner, Programme
from sme4smartcities.programmes.policies import may_ask, may_invite, may_keep, may_step
from sme4smartcities.programmes.queries.enquiries import keepers_of
from sme4smartcities.programmes.services.letters import tell
from sme4smartcities.programmes.services.parts import add_partner
from sme4smartcities.programmes.services.refusals import NOT_YOUR_STEP, NOT_YOURS
from sme4smartcities.vocabularies.models import Term

LIVE = (
    Participation.State.APPLIED,
    Participation.State.INVITED,
    Participation.State.ACCEPTED,
)


@transaction.atomic
def ask_to_take_part(
    *, actor: Member, programme: Programme, organisation: Organisation, message: str = ""
) -> Participation:
    """Ask for one's organisation. A second click gives the request of the first; where the
    organisation was invited, asking accepts."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    if (live := _live(held, organisation)) is not None:
        if live.state == Participation.State.INVITED:
            return move_participation(actor=actor, participation=live, act="accept")
        return live
    require(
        may_ask(actor, held, organisation),
        _("Only a manager of the organisation asks, and only while the programme is open to all."),
    )
    row = _begin(actor, held, organisation, Participation.State.APPLIED, message)
    for keeper in keepers_of(held):
        _tell(keeper, "asked", row, page="people", text=row.message)
    return row


@transaction.atomic
def invite(
    *,
    actor: Actor,
    programme: Programme,
    organisation: Organisation,
    message: str = "",
    role: Term | None = None,
) -> Participation:
    """Invite an organisation; with a role, to join the consortium in it.

    Where it has asked already, inviting accepts. Its managers get a mail.
    """
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    require(may_invite(actor, held, organisation), NOT_YOURS)
    if (live := _live(held, organisation)) is not None:
        if live.state == Participation.State.APPLIED:
            return move_participation(actor=actor, participation=live, act="admit")
        return live
    row = _begin(actor, held, organisation, Participation.State.INVITED, message, role)
    for manager in managers_of(organisation):
        _tell(manager, "invited", row, page="join", text=row.message)
    return row


def _tell(reader: Member, kind: str, row: Participation, *, page: str, text: str) -> None:
    tell(
        reader,
        kind,
        row.programme,
        page=(page, row.programme.slug),
        key=str(row.pk),
        name=row.organisation.name,
        text=text,
    )


def _live(programme: Programme, organisation: Organisation) -> Participation | None:
    return Participation.objects.filter(
        programme=programme, organisation=organisation, state__in=LIVE
    ).first()


def _begin(
    actor: Actor,
    programme: Programme,
    organisation: Organisation,
    state: str,
    message: str,
    role: Term | None = None,
) -> Participation:
    if programme.layer != organisation.layer:
        raise Refused(_("An example and a real organisation or programme do not mix."))
    row = Participation(
        programme=programme,
        organisation=organisation,
        state=state,
        role=role,
        message=message.strip(),
        asked_by_id=actor.pk,
    )
    row.full_clean()
    row.save()
    record(
        ParticipationAsked(
            actor_id=actor.pk,
            subject_id=programme.pk,
            participation_id=row.pk,
            organisation_id=organisation.pk,
            state=state,
        )
    )
    return row


@transaction.atomic
def move_participation(
    *, actor: Actor, participation: Participation, act: str, answer: str = ""
) -> Participation:
    """Take a participation a step on: see lifecycle.PARTICIPATION. Twice changes nothing."""
    step = PARTICIPATION[act]
    row = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("programme", "organisation")
        .get(pk=participation.pk)
    )
    require(may_step(actor, row, act), NOT_YOUR_STEP)
    meanwhile = _("This was answered meanwhile: “%(state)s”.")
    if not is_due(step, row.state, Refused(meanwhile % {"state": row.get_state_display()})):
        return row
    was, row.state = row.state, step.target
    row.decided_at, row.decided_by_id = timezone.now(), actor.pk
    row.answer = answer.strip()
    row.full_clean()
    row.save()
    record(
        ParticipationMoved(
            actor_id=actor.pk,
            subject_id=row.programme_id,
            participation_id=row.pk,
            organisation_id=row.organisation_id,
            act=act,
            was=was,
            now=row.state,
        )
    )
    _follow(row, act)
    _tell_the_other_side(row, act)
    return row


def _follow(row: Participation, act: str) -> None:
    """Let the consortium follow: who accepts a role joins it, who leaves has an end."""
    today = timezone.localdate().isoformat()
    if row.state == Participation.State.ACCEPTED and row.role:
        add_partner(
            actor=SYSTEM,
            programme=row.programme,
            organisation=row.organisation,
            role=row.role,
            starts=today,
            position=10_000,
        )
    if row.state == Participation.State.ENDED:
        current = Partner.objects.filter(
            programme=row.programme, organisation=row.organisation, ends=""
        )
        if current.update(ends=today):
            fact = PartnerLeft(
                actor_id=row.decided_by_id,
                subject_id=row.programme_id,
                organisation_id=row.organisation_id,
            )
            record(fact)


def _tell_the_other_side(row: Participation, act: str) -> None:
    """Send the answer to whom it matters: managers hear of coordinators, and the reverse."""
    if PARTICIPATION[act].by == "organisation":
        for keeper in keepers_of(row.programme):
            _tell(keeper, act, row, page="people", text=row.answer)
    else:
        for manager in managers_of(row.organisation):
            _tell(manager, act, row, page="join", text=row.answer)


def give_programme_role(
    *,
    actor: Actor,
    programme: Programme,
    member: Member,
    role: str,
    edition: Edition | None = None,
) -> None:
    """Give a member a role in this programme, e.g. coordinator, or in one of its editions alone."""
    require(may_keep(actor, programme), NOT_YOURS)
    grant_role(actor=actor, member=member, role=role, scope=(edition or programme).subject)


def take_programme_role(
    *,
    actor: Actor,
    programme: Programme,
    member: Member,
    role: str,
    edition: Edition | None = None,
) -> None:
    require(may_keep(actor, programme), NOT_YOURS)
    revoke_role(actor=actor, member=member, role=role, scope=(edition or programme).subject)
