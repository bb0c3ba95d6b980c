"""Other times are proposed, a proposal is declined, a meeting is called off; calendars hear of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sme4smartcities.alliances import times
from sme4smartcities.alliances.facts import MeetingCancelled
from sme4smartcities.alliances.models import Meeting, Party
from sme4smartcities.alliances.queries.meetings import is_over
from sme4smartcities.alliances.services.meeting import (
    OPEN,
    answered,
    locked,
    must_be_free,
    offer_times,
    part_of,
    settle,
    take_out,
    tell_others,
)
from sme4smartcities.alliances.services.refusals import NO_MEETING, NOT_INVITED, OVER_MEETING
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation


@transaction.atomic
def other_times(
    *, actor: Actor, meeting: Meeting, moments: Sequence[datetime], zone: str
) -> Meeting:
    """Propose three others: instead of an answer, or to move what was agreed; all answer anew."""
    row = locked(meeting)
    party = part_of(actor, row)
    require(party.state != Party.State.DECLINES, NOT_INVITED)
    if row.state not in OPEN:
        raise Refused(NO_MEETING)
    if is_over(row):
        raise Refused(OVER_MEETING)
    chosen = times.check_all(moments, timezone.now())
    if row.state == Meeting.State.PROPOSED and chosen == [s.starts_at for s in row.slots.all()]:
        return row
    must_be_free([party.organisation], chosen, row.minutes, row.pk)
    before = row.starts_at if row.state == Meeting.State.AGREED else None
    row.state, row.starts_at, row.zone = Meeting.State.PROPOSED, None, zone
    row.moved_at, row.reminded_at = timezone.now(), None
    row.sequence += 1 if before else 0
    row.save()
    others = row.parties.exclude(pk=party.pk).exclude(state=Party.State.DECLINES)
    others.update(state=Party.State.WAITING)
    answered(actor, row, party, Party.State.PROPOSES, "propose")
    if before:
        take_out(row, "moved", party.organisation, before)
    offer_times(actor, row, party.organisation, chosen, "again")
    return row


@transaction.atomic
def decline_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Stay away; a proposal to which nobody is left to come is declined."""
    row = locked(meeting)
    party = part_of(actor, row)
    if party.state == Party.State.DECLINES:
        return row
    if row.state != Meeting.State.PROPOSED:
        raise Refused(NO_MEETING)
    answered(actor, row, party, Party.State.DECLINES, "decline")
    tell_others(row, "declined", party.organisation, ())
    if row.parties.exclude(state=Party.State.DECLINES).count() < 2:
        row.state, row.moved_at = Meeting.State.DECLINED, timezone.now()
        row.save()
    else:
        settle(actor, row)
    return row


@transaction.atomic
def cancel_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Call it off for all; calendars get the entry's cancellation. Who stays away calls nothing off."""
    row = locked(meeting)
    party = part_of(actor, row)
    if row.state == Meeting.State.CANCELLED:
        return row
    require(party.state != Party.State.DECLINES, NOT_INVITED)
    if row.state not in OPEN:
        raise Refused(NO_MEETING)
    if is_over(row):
        raise Refused(OVER_MEETING)
    call_off(row, actor.pk, party.organisation)
    return row


def call_off(row: Meeting, actor: int | None, by: Organisation) -> None:
    before = row.starts_at
    row.state, row.moved_at = Meeting.State.CANCELLED, timezone.now()
    row.sequence += 1 if before else 0
    row.save()
    record(MeetingCancelled(actor_id=actor, subject_id=row.pk))
    if before:
        take_out(row, "cancelled", by, before)
    else:
        tell_others(row, "cancelled", by, ())
