"""Two entries for one organisation become one; the old address leads to the new.

What people hold moves, what the old entry said is copied. Its row stays as the record of that, and
the journal names what moved.
"""

from django.db import models, transaction
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member, Role
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.search.services import drop
from sme4smartcities.organisations.facts import OrganisationMerged
from sme4smartcities.organisations.models import (
    Affiliation,
    Block,
    Contact,
    Conversation,
    EmailDomain,
    Invitation,
    JoinRequest,
    Organisation,
    OrganisationTerm,
    ProfileDraft,
    State,
)
from sme4smartcities.organisations.policies import is_coordinator, may_move
from sme4smartcities.organisations.queries.merging import holdings_of
from sme4smartcities.organisations.queries.people import role_in
from sme4smartcities.organisations.services.logo import follow_state, pass_on
from sme4smartcities.organisations.services.people import add_person, dismiss_all
from sme4smartcities.organisations.services.standing import require_state
from sme4smartcities.organisations.services.terms import (
    OWN_COLUMNS,
    clean_names,
    name_row,
    write_names,
    write_own_columns,
)

# Each group is taken from the old entry when the new one says nothing of the group.
FILLED_FROM_THE_OLD = (
    ("size",),
    ("territory", "place", "latitude", "longitude"),
    ("address",),
    ("website",),
    ("founded",),
    ("staff",),
    ("trl_from", "trl_to"),
    ("summary",),
    ("description",),
)


@transaction.atomic
def merge(*, actor: Actor, organisation: Organisation, into: Organisation) -> Organisation:
    """Move all that the first holds to the second, which keeps its own where both say something.

    Rows of other features follow when they hear OrganisationMerged.
    """
    if organisation.pk == into.pk:
        raise Refused(_("Choose two different organisations."))
    rows = {
        row.pk: row
        for row in Organisation.objects.select_for_update()
        .filter(pk__in=(organisation.pk, into.pk))
        .order_by("pk")
    }
    old, new = rows[organisation.pk], rows[into.pk]
    require(is_coordinator(actor), _("Only a coordinator can merge organisations."))
    if old.merged_into_id == new.pk:
        return new
    require(
        may_move(actor, old, "merge") and may_move(actor, new, "merge"),
        _("A record of the closed programme cannot be merged, nor what was merged before."),
    )
    require_state(old, "merge")
    require_state(new, "merge")
    if old.layer != new.layer:
        raise Refused(_("An example and a real organisation cannot become one."))
    holdings = holdings_of(old)
    _move_people(actor, old, new)
    _move_what_waits(old, new)
    _move_talk(old, new)
    _copy_statements(old, new)
    pass_on(actor=actor, old=old, new=new)
    _copy_profile(old, new)
    Organisation.objects.filter(merged_into=old).update(merged_into=new)
    old.state, old.merged_into = State.MERGED, new
    old.save()
    follow_state(actor=actor, organisation=old)
    drop(old.subject)
    record(OrganisationMerged(actor_id=actor.pk, subject_id=old.pk, into_id=new.pk, **holdings))
    return new


def _move_people(actor: Actor, old: Organisation, new: Organisation) -> None:
    held = Role.objects.filter(scope_kind="organisation", scope_id=old.pk)
    for member in Member.objects.filter(roles__in=held).distinct():
        if role_in(new, member) != "manager":
            role = role_in(old, member)
            add_person(actor=actor, organisation=new, member=member, role=role)
            _carry_affiliation(old, new, member)
    dismiss_all(actor=actor, organisation=old)


def _move_what_waits(old: Organisation, new: Organisation) -> None:
    """Move requests, invitations and drafts; who asked both entries asks once."""
    asked = JoinRequest.objects.filter(organisation=new, state="waiting").values("member")
    JoinRequest.objects.filter(organisation=old, state="waiting", member__in=asked).delete()
    for model in (JoinRequest, Invitation):
        model._default_manager.filter(organisation=old).update(organisation=new)
    _keep_first(ProfileDraft, old, new, "member", "section")
    # A draft of the old entry is older than whatever the new one says: saving it shows both texts.
    ProfileDraft.objects.filter(organisation=new).update(
        revision=Least(models.F("revision"), new.revision)
    )


def _move_talk(old: Organisation, new: Organisation) -> None:
    for model in (Conversation, Contact):
        model._default_manager.filter(organisation=old).update(organisation=new)
    _keep_first(Block, old, new, "member")


def _keep_first(
    model: type[models.Model], old: Organisation, new: Organisation, *same: str
) -> None:
    """Move the rows, save those of which the new entry has one already: they go."""
    rows = model._default_manager.filter(organisation=old)
    twin = model._default_manager.filter(
        organisation=new, **{name: models.OuterRef(name) for name in same}
    )
    rows.filter(models.Exists(twin)).delete()
    rows.update(organisation=new)


def _carry_affiliation(old: Organisation, new: Organisation, member: Member) -> None:
    """Keep what the person said to be shown, if only the old page had it."""
    was = Affiliation.objects.filter(organisation=old, member=member).first()
    if was:
        Affiliation.objects.filter(organisation=new, member=member, function="").update(
            function=was.function, shown=was.shown
        )


def _copy_statements(old: Organisation, new: Organisation) -> None:
    EmailDomain.objects.bulk_create(
        [
            EmailDomain(organisation=new, domain=row.domain)
            for row in EmailDomain.objects.filter(organisation=old)
        ],
        ignore_conflicts=True,
    )
    OrganisationTerm.objects.bulk_create(
        [
            OrganisationTerm(
                organisation=new, facet=row.facet, term_id=row.term_id, valid_until=row.valid_until
            )
            for row in OrganisationTerm.objects.filter(organisation=old).exclude(
                facet__in=OWN_COLUMNS
            )
        ],
        ignore_conflicts=True,
    )


def _copy_profile(old: Organisation, new: Organisation) -> None:
    for group in FILLED_FROM_THE_OLD:
        if not any(getattr(new, name) for name in group):
            for name in group:
                setattr(new, name, getattr(old, name))
    new.names = {**old.names, **new.names}
    new.alternate_names = clean_names(new.name, [*new.alternate_names, *old.all_names()])
    new.turn_page(None)
    name_row(new)
    new.save()
    write_names([new])
    write_own_columns([new])
    old.name_keys.all().delete()
