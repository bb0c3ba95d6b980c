"""Other authorities join behind a challenge: invited by its owner, or by their own wish."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.facts import SupporterAsked, SupporterMoved
from sme4smartcities.challenges.lifecycle import SUPPORT
from sme4smartcities.challenges.models import Challenge, Supporter
from sme4smartcities.challenges.policies import (
    can_support,
    may_ask_to_support,
    may_keep_support,
    may_move_support,
)
from sme4smartcities.challenges.queries.talk import managers_of, writers_of
from sme4smartcities.challenges.services.letters import tell
from sme4smartcities.challenges.services.refusals import NO_SUPPORTER, NOT_YOUR_STEP, SHUT_OUT
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.tidying import tidy
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.relay import is_blocked

MOST_SUPPORTERS = 40
ASKED_A_DAY = INVITED_A_DAY = 30
DAY = 86_400
LIVE = (Supporter.State.ASKED, Supporter.State.INVITED, Supporter.State.JOINED)


@transaction.atomic
def invite_supporter(
    *,
    actor: Actor,
    challenge: Challenge,
    organisation: Organisation,
    role: str = Supporter.Role.SUPPORTER,
    pilot_site: bool = False,
    message: str = "",
) -> Supporter:
    """Invite an authority; one that has asked itself is accepted by that."""
    row = _locked(challenge)
    require(may_keep_support(actor, row), NOT_YOUR_STEP)
    held = row.supporters.filter(organisation=organisation).first()
    if held and held.state == Supporter.State.ASKED:
        return move_support(actor=actor, supporter=held, act="admit")
    if actor.pk is not None and not (held and held.state in LIVE):
        if is_blocked(actor, organisation):
            raise Refused(SHUT_OUT)
        limits.take("support-invited", key=str(actor.pk), limit=INVITED_A_DAY, per=DAY)
    made = _enter(actor, row, organisation, Supporter.State.INVITED, message)
    made.role, made.pilot_site = Supporter.Role(role), pilot_site
    made.save(update_fields=["role", "pilot_site"])
    for reader in managers_of(organisation.pk):
        tell(
            reader,
            "invited",
            row,
            key=f"{made.pk}:{made.asked_at.timestamp():.0f}",
            text=made.message,
            name=organisation.title,
        )
    return made


@transaction.atomic
def ask_to_support(
    *,
    actor: Member,
    challenge: Challenge,
    organisation: Organisation,
    pilot_site: bool = False,
    message: str = "",
) -> Supporter:
    """Ask for one's own authority; one that was invited joins by that."""
    row = _locked(challenge)
    require(may_ask_to_support(actor, row, organisation), NO_SUPPORTER)
    held = row.supporters.filter(organisation=organisation).first()
    if held and held.state == Supporter.State.INVITED:
        return move_support(actor=actor, supporter=held, act="accept")
    if held and held.state in LIVE:
        return held
    if is_blocked(actor, row.owner):
        raise Refused(SHUT_OUT)
    limits.take("support", key=str(actor.pk), limit=ASKED_A_DAY, per=DAY)
    made = _enter(actor, row, organisation, Supporter.State.ASKED, message)
    made.pilot_site = pilot_site
    made.save(update_fields=["pilot_site"])
    for reader in writers_of(row):
        tell(
            reader,
            "support-asked",
            row,
            key=f"{made.pk}:{made.asked_at.timestamp():.0f}",
            text=made.message,
            name=organisation.title,
        )
    return made


def _enter(
    actor: Actor, row: Challenge, organisation: Organisation, state: str, message: str
) -> Supporter:
    """Write the row, anew where it was declined or ended before. Raises Refused for what cannot be."""
    if not can_support(organisation, row):
        raise Refused(NO_SUPPORTER)
    held = row.supporters.filter(organisation=organisation).first()
    if held and held.state in LIVE:
        return held
    if row.supporters.filter(state__in=LIVE).count() >= MOST_SUPPORTERS:
        raise Refused(_("A challenge has at most %(most)s supporters.") % {"most": MOST_SUPPORTERS})
    made = held or Supporter(challenge=row, organisation=organisation)
    made.state, made.message = Supporter.State(state), tidy(message)[:500]
    made.asked_by_id, made.asked_at, made.decided_at = actor.pk, timezone.now(), None
    made.save()
    record(
        SupporterAsked(
            actor_id=actor.pk,
            subject_id=row.pk,
            supporter_id=made.pk,
            organisation_id=organisation.pk,
            state=made.state,
        )
    )
    return made


@transaction.atomic
def move_support(*, actor: Actor, supporter: Supporter, act: str) -> Supporter:
    """Take a step; a repeated click changes nothing."""
    step = SUPPORT[act]
    rows = Supporter.objects.select_for_update(of=("self",))
    row = rows.select_related("challenge__owner", "organisation").get(pk=supporter.pk)
    require(may_move_support(actor, row, act), NOT_YOUR_STEP)
    meanwhile = Refused(_("Meanwhile this was answered otherwise. Load the page again."))
    if not is_due(step, row.state, meanwhile):
        return row
    was, row.state = row.state, Supporter.State(step.target)
    row.decided_at = timezone.now()
    row.save(update_fields=["state", "decided_at"])
    record(
        SupporterMoved(
            actor_id=actor.pk,
            subject_id=row.challenge_id,
            supporter_id=row.pk,
            organisation_id=row.organisation_id,
            act=act,
            was=was,
            now=row.state,
        )
    )
    if row.state == Supporter.State.JOINED:
        _tell_joined(row, act)
    return row


def _tell_joined(row: Supporter, act: str) -> None:
    """Tell the side that waited for the answer."""
    owners = SUPPORT[act].by == "organisation"
    readers = writers_of(row.challenge) if owners else managers_of(row.organisation_id)
    key = f"{row.pk}:{row.decided_at.timestamp() if row.decided_at else 0:.0f}"
    for reader in readers:
        tell(reader, "support-joined", row.challenge, key=key, name=row.organisation.title)


def _locked(challenge: Challenge) -> Challenge:
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.get(pk=challenge.pk)
