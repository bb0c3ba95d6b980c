"""Organisations ask to take part, are invited, are answered, and leave again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.services import grant_role, revoke_role
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.facts import ParticipationAsked, ParticipationMoved
from sme4smartcities.programmes.lifecycle import PARTICIPATION
from sme4smartcities.programmes.models import Participation, Programme
from sme4smartcities.programmes.policies import may_ask, may_invite, may_keep, may_step
from sme4smartcities.programmes.services.refusals import NOT_YOUR_STEP, NOT_YOURS

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
    return _begin(actor, held, organisation, Participation.State.APPLIED, message)


@transaction.atomic
def invite(
    *, actor: Actor, programme: Programme, organisation: Organisation, message: str = ""
) -> Participation:
    """Invite an organisation. Where it has asked already, inviting accepts."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    require(may_invite(actor, held, organisation), NOT_YOURS)
    if (live := _live(held, organisation)) is not None:
        if live.state == Participation.State.APPLIED:
            return move_participation(actor=actor, participation=live, act="admit")
        return live
    return _begin(actor, held, organisation, Participation.State.INVITED, message)


def _live(programme: Programme, organisation: Organisation) -> Participation | None:
    return Participation.objects.filter(
        programme=programme, organisation=organisation, state__in=LIVE
    ).first()


def _begin(
    actor: Actor, programme: Programme, organisation: Organisation, state: str, message: str
) -> Participation:
    if programme.layer != organisation.layer:
        raise Refused(_("An example and a real organisation or programme do not mix."))
    row = Participation(
        programme=programme,
        organisation=organisation,
        state=state,
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
    if row.state == step.target:
        return row
    if row.state not in step.sources:
        raise Refused(
            _("This was answered meanwhile: “%(state)s”.") % {"state": row.get_state_display()}
        )
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
    return row


def give_programme_role(*, actor: Actor, programme: Programme, member: Member, role: str) -> None:
    """Give a member a role in this programme, e.g. coordinator."""
    require(may_keep(actor, programme), NOT_YOURS)
    grant_role(actor=actor, member=member, role=role, scope=programme.subject)


def take_programme_role(*, actor: Actor, programme: Programme, member: Member, role: str) -> None:
    require(may_keep(actor, programme), NOT_YOURS)
    revoke_role(actor=actor, member=member, role=role, scope=programme.subject)
