"""What falls into a stretch of days: dates and deadlines, as months, agendas and calendars show them."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from sme4smartcities.core import formats
from sme4smartcities.opportunities.models import Deadline, Occurrence, Opportunity, State
from sme4smartcities.opportunities.queries.asked import Asked
from sme4smartcities.opportunities.queries.narrowing import narrowed

MOST = 600  # entries of a month that are read
A_DAY = 4  # entries of a day in the table; the agenda has the rest
AGENDA = 60  # entries of an agenda
FIRST, LAST = date(1970, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True)
class Entry:
    """One thing on one day, as clocks of the reader show it; ``clock`` is empty for whole days."""

    day: date
    clock: str
    opportunity: Opportunity
    deadline: Deadline | None = None
    occurrence: Occurrence | None = None

    @property
    def struck(self) -> bool:
        gone = self.opportunity.state in (State.CANCELLED, State.CLOSED, State.POSTPONED)
        return gone or bool(self.occurrence and self.occurrence.cancelled)


@dataclass(frozen=True)
class Day:
    date: date
    outside: bool
    today: bool
    entries: Sequence[Entry]
    more: int


@dataclass(frozen=True)
class Month:
    """One month as a table, weeks beginning as the reader's language begins them."""

    first: date
    weeks: Sequence[Sequence[Day]]
    number: int

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def days(self) -> list[date]:
        return [day.date for day in self.weeks[0]]


def day_in(text: str) -> date | None:
    """Read a month or a day of an address: 2026-12 or 2026-12-03."""
    try:
        found = date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def month(asked: Asked, first: date, zone: ZoneInfo) -> Month:
    """Give the month with what falls into it. Four queries."""
    weeks = Calendar(_first_weekday()).monthdatescalendar(first.year, first.month)
    by_day: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in entries(asked, weeks[0][0], weeks[-1][-1], zone, MOST):
        by_day[entry.day].append(entry)
    today = timezone.now().astimezone(zone).date()
    inside = [len(held) for day, held in by_day.items() if day.month == first.month]
    return Month(
        first=first,
        weeks=[
            [
                Day(
                    date=day,
                    outside=day.month != first.month,
                    today=day == today,
                    entries=by_day[day][:A_DAY],
                    more=len(by_day[day][A_DAY:]),
                )
                for day in week
            ]
            for week in weeks
        ],
        number=sum(inside),
    )


def _first_weekday() -> int:
    """Sunday in Hebrew and Arabic, Monday elsewhere: CLDR ties it to countries, which we do not ask."""
    return 6 if get_language() in ("he", "ar") else 0


@dataclass(frozen=True)
class Agenda:
    """Days with what falls on them, from one day on; ``onward``: where it goes on, if it does."""

    start: date
    days: Sequence[tuple[date, Sequence[Entry]]]
    onward: date | None


def agenda(asked: Asked, start: date, zone: ZoneInfo) -> Agenda:
    """Give what comes, day by day, up to a few dozen entries of a quarter. Four queries."""
    end = start + timedelta(days=91)
    by_day: dict[date, list[Entry]] = {}
    for taken, entry in enumerate(entries(asked, start, end, zone, MOST)):
        if taken >= AGENDA and entry.day not in by_day:
            return Agenda(start, list(by_day.items()), entry.day)
        by_day.setdefault(entry.day, []).append(entry)
    return Agenda(start, list(by_day.items()), end + timedelta(days=1))


def entries(asked: Asked, first: date, last: date, zone: ZoneInfo, most: int) -> list[Entry]:
    """Give what falls into the days, whatever its time of day, in order. Four queries."""
    begin = datetime(first.year, first.month, first.day, tzinfo=zone)
    finish = datetime(last.year, last.month, last.day, tzinfo=zone) + timedelta(days=1)
    a_day = timedelta(days=1)  # whole days of other zones reach over the edge
    rows = narrowed(asked, when="all").values("pk")
    taking_place = Occurrence.objects.filter(
        opportunity__in=rows, finishes__gte=begin - a_day, begins__lt=finish + a_day
    ).order_by("begins", "pk")[:most]
    due = Deadline.objects.filter(
        opportunity__in=rows, due__gte=begin - a_day, due__lt=finish + 2 * a_day
    ).order_by("due", "pk")[:most]
    occurrences, deadlines = list(taking_place), list(due)
    numbers = {one.opportunity_id for one in occurrences}
    numbers |= {one.opportunity_id for one in deadlines}
    found = Opportunity.objects.select_related("place").in_bulk(numbers)
    made = [
        *(entry for one in occurrences for entry in _days(one, found[one.opportunity_id], zone)),
        *(_due(one, found[one.opportunity_id], zone) for one in deadlines),
    ]
    inside = [entry for entry in made if first <= entry.day <= last]
    return sorted(inside, key=lambda e: (e.day, e.deadline is None, e.clock, e.opportunity.pk))


def _days(one: Occurrence, row: Opportunity, zone: ZoneInfo) -> Iterator[Entry]:
    """Show what lasts several days on each of them."""
    if one.starts_at is None:
        first, last, clock = one.starts_on, one.last_day, ""
    else:
        local = one.starts_at.astimezone(zone)
        end = one.finishes.astimezone(zone) - timedelta(microseconds=1)
        first, last, clock = local.date(), max(local.date(), end.date()), formats.clock(local)
    for number in range(min((last - first).days, 61) + 1):
        yield Entry(first + timedelta(days=number), "" if number else clock, row, occurrence=one)


def _due(one: Deadline, row: Opportunity, zone: ZoneInfo) -> Entry:
    if one.at is None:
        return Entry(one.day, "", row, deadline=one)
    local = one.at.astimezone(zone)
    return Entry(local.date(), formats.clock(local), row, deadline=one)
