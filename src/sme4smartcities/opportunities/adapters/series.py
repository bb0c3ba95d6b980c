"""When a repeated event takes place: guarded before it is expanded, for some rules never end.

Measured: 200 bytes of FREQ=SECONDLY, INTERVAL=0 or EXRULE hold a process for ever.
"""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from math import prod
from types import SimpleNamespace
from typing import Any

import recurring_ical_events
from dateutil import rrule
from icalendar import Calendar

from sme4smartcities.opportunities.drafts import Context
from sme4smartcities.opportunities.reasons import Reason

BEFORE = timedelta(days=30)
MOST, MOST_IN_ALL = 400, 4_000  # occurrences of a series, of a source
MOST_RDATES = 366
MOST_A_DAY = 4
MOST_NUMBERS = 400  # in one rule
OLDEST, OLDEST_COUNTED = 1900, 1970
_days = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
# What the libraries raise on calendars that break the rules. A lack of memory is none of it.
FAILURES = (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError)


def objection(event: Any, start: date) -> Reason | None:
    """Say why a series must not be expanded."""
    dates = sum(len(getattr(found, "dts", ())) for found in _listed(event.get("RDATE")))
    rules = _listed(event.get("RRULE"))
    if "EXRULE" in event or start.year < OLDEST or len(rules) > 2:
        return Reason.BAD_RULE
    if dates > MOST_RDATES:
        return Reason.MANY_DATES
    return next(filter(None, (_objection_to(rule, start) for rule in rules)), None)


def _objection_to(rule: Any, start: date) -> Reason | None:
    frequency = str(rule["FREQ"][0]).upper()
    if frequency in ("SECONDLY", "MINUTELY", "HOURLY"):
        return Reason.DENSE_RULE
    times_a_day = prod(len(rule.get(name, ())) or 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    if times_a_day > MOST_A_DAY:
        return Reason.DENSE_RULE
    if str(rule.get("RSCALE", ["GREGORIAN"])[0]).upper() != "GREGORIAN":
        return Reason.BAD_RULE  # the library would count in our months
    steps = [int(value) for value in rule.get("INTERVAL", ())]
    if min(steps, default=1) < 1 or sum(len(value) for value in rule.values()) > MOST_NUMBERS:
        return Reason.BAD_RULE
    counted = "COUNT" in rule and frequency in ("DAILY", "WEEKLY") and start.year < OLDEST_COUNTED
    return Reason.BAD_RULE if counted else None


def dates_of(main: Any, changed: Sequence[Any], context: Context, share: int) -> list[Any]:
    """Give an event for each date from a month ago to the end of the window: ``share`` and one more.

    Where many series share what is expanded, each begins today and is followed no farther than needed.
    """
    since, until = context.now - BEFORE, context.now + timedelta(days=context.ahead)
    if share < MOST:
        since = context.now - timedelta(days=1)
        until = min(until, since + (share + 1) * _distance(main))
    calendar = Calendar()
    for event in (_brought_near(main, since.date()), *changed):
        calendar.add_component(event)
    with _no_year_after(until.year + 1):
        found = recurring_ical_events.of(calendar).between(since, until)
    return sorted(found, key=lambda event: _comparable(event["DTSTART"].dt))[: share + 1]


def _distance(main: Any) -> timedelta:
    """Give the longest time from one date of a series to the next."""
    rules = _listed(main.get("RRULE"))
    if not rules:
        return timedelta(days=366)
    period = _days.get(str(rules[0]["FREQ"][0]).upper(), 366) * int(
        rules[0].get("INTERVAL", [1])[0]
    )
    return timedelta(days=min(period, 3_660))


@contextlib.contextmanager
def _no_year_after(year: int) -> Iterator[None]:
    """End the search for dates soon: rules that never match are else followed to the year 9999."""
    module = rrule.datetime  # type: ignore[attr-defined]
    rrule.datetime = SimpleNamespace(**{**vars(module), "MAXYEAR": year})  # type: ignore[attr-defined]
    try:
        yield
    finally:
        rrule.datetime = module  # type: ignore[attr-defined]


def _brought_near(main: Any, since: date) -> Any:
    """Let an old series of days or weeks begin shortly before ``since``, in the same step."""
    rules = _listed(main.get("RRULE"))
    frequency = str(rules[0]["FREQ"][0]).upper() if rules else ""
    step = _days[frequency] if frequency in ("DAILY", "WEEKLY") else 0
    start = main["DTSTART"].dt
    first = start.date() if isinstance(start, datetime) else start
    if len(rules) != 1 or not step or "COUNT" in rules[0]:
        return main
    step *= int(rules[0].get("INTERVAL", [1])[0])
    length = (_end_of(main) - start) if "DTEND" in main else timedelta(0)
    leap = ((since - first - timedelta(days=60) - abs(length)).days // step) * step
    if leap < 366:
        return main
    near = main.copy()
    for name in ("DTSTART", "DTEND"):
        if name in near:
            moved = near.pop(name)
            near.add(name, moved.dt + timedelta(days=leap))
    return near


def _end_of(event: Any) -> Any:
    end, start = event["DTEND"].dt, event["DTSTART"].dt
    return end if isinstance(end, datetime) == isinstance(start, datetime) else start


def key_of(event: Any) -> str:
    """Name a date by where its rule put it, in UTC."""
    value = event.get("RECURRENCE-ID") or event["DTSTART"]
    moment = value.dt
    if isinstance(moment, datetime):
        return (
            moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
            if moment.tzinfo
            else (moment.strftime("%Y%m%dT%H%M%S"))
        )
    return moment.strftime("%Y%m%d")


def _comparable(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
