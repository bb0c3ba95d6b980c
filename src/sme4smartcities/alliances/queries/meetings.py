"""Meetings as those read them who take part: what waits for an answer, what comes, what was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from sme4smartcities.alliances import times
from sme4smartcities.alliances.models import Alliance, Meeting, Offer, Party, Slot
from sme4smartcities.alliances.policies import own_party
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models.organisation import scopes, spoken_for

AHEAD = timedelta(days=40)
LONGEST = timedelta(minutes=max(Meeting.Length.values))


@dataclass(frozen=True)
class Whole:
    """A meeting as its page shows it; ``own``: the part for which the reader may act."""

    row: Meeting
    parties: Sequence[Party]
    slots: Sequence[Slot]
    own: Party | None
    answers: bool
    moves: bool  # may propose other times, or cancel
    over: bool


def _with_parties(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return rows.prefetch_related("parties__organisation", "slots")


def meetings_of(actor: Actor) -> QuerySet[Meeting]:
    """Give what the actor's organisations take part in, the newest first. Three queries."""
    return _with_parties(Meeting.objects.visible_to(actor)).order_by("-created_at", "-pk")


def meetings_after(actor: Actor, after: int | None, limit: int) -> list[Meeting]:
    rows = _with_parties(Meeting.objects.visible_to(actor))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-pk")[:limit])


def meeting_for(actor: Actor, number: int) -> Meeting | None:
    rows = _with_parties(Meeting.objects.visible_to(actor))
    return rows.select_related("offer", "alliance").filter(pk=number).first()


def meetings_about(actor: Actor, about: Offer | Alliance) -> list[Meeting]:
    """Give the meetings of an offer or an alliance that the actor may read, the newest first."""
    rows = Meeting.objects.visible_to(actor)
    rows = rows.filter(offer=about) if isinstance(about, Offer) else rows.filter(alliance=about)
    return list(rows.order_by("-created_at", "-pk")[:20])


def whole(actor: Actor, row: Meeting) -> Whole:
    own, over = own_party(actor, row), is_over(row)
    live = row.state in (Meeting.State.PROPOSED, Meeting.State.AGREED) and not over
    waits = own is not None and own.state == Party.State.WAITING
    return Whole(
        row=row,
        parties=list(row.parties.all()),
        slots=[slot for slot in row.slots.all() if slot.starts_at > timezone.now()],
        own=own,
        answers=waits and row.state == Meeting.State.PROPOSED,
        moves=own is not None and own.state != Party.State.DECLINES and live,
        over=over,
    )


def openings(actor: Actor, here: ZoneInfo) -> list[datetime]:
    """Give three mornings to begin a proposal with, some days apart, when nothing is agreed. One query."""
    now = timezone.now()
    agreed = [row.starts_at for row in to_come(actor, AHEAD) if row.starts_at]
    first = now.astimezone(here).replace(hour=10, minute=0, second=0, microsecond=0)
    mornings = [first + timedelta(days=days) for days in range(3, AHEAD.days, 2)]
    free = (one for one in mornings if all(abs(one - taken) >= LONGEST for taken in agreed))
    return list(islice(free, times.HOW_MANY))


def is_over(row: Meeting) -> bool:
    return row.starts_at is not None and row.starts_at + timedelta(minutes=row.minutes) < (
        timezone.now()
    )


def clashing(
    organisations: Iterable[int], starts_at: datetime, minutes: int, but: int = 0
) -> Party | None:
    """Give the part of one of the organisations in an agreed meeting that overlaps this time."""
    ends_at = starts_at + timedelta(minutes=minutes)
    near = Party.objects.filter(
        organisation__in=list(organisations),
        meeting__state=Meeting.State.AGREED,
        meeting__starts_at__lt=ends_at,
        meeting__starts_at__gt=starts_at - LONGEST,
    ).exclude(meeting=but or None)
    near = near.exclude(state=Party.State.DECLINES).select_related("meeting", "organisation")
    for one in near.order_by("pk"):
        begins = one.meeting.starts_at
        if begins and begins + timedelta(minutes=one.meeting.minutes) > starts_at:
            return one
    return None


def to_answer(actor: Actor) -> QuerySet[Party]:
    """Give the parts of the actor's organisations that have not answered."""
    rows = Party.objects.filter(
        organisation__in=scopes(actor, "manager"),
        state=Party.State.WAITING,
        meeting__state=Meeting.State.PROPOSED,
    )
    return rows.select_related("meeting", "organisation").order_by("meeting__moved_at", "pk")


def to_come(actor: Actor, within: timedelta) -> QuerySet[Meeting]:
    """Give the agreed ones to which an organisation of the actor's goes."""
    now = timezone.now()
    going = Party.objects.filter(organisation__in=spoken_for(actor)).exclude(
        state=Party.State.DECLINES
    )
    rows = Meeting.objects.visible_to(actor).filter(
        state=Meeting.State.AGREED, pk__in=going.values("meeting")
    )
    return rows.filter(starts_at__gt=now, starts_at__lt=now + within).order_by("starts_at", "pk")
