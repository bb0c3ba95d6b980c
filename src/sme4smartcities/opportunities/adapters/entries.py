"""One event of a calendar on its way to a draft: its times, and what was said of how they were read."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sme4smartcities.opportunities.adapters.blocks import Block
from sme4smartcities.opportunities.adapters.series import FAILURES
from sme4smartcities.opportunities.adapters.times import (
    in_zone,
    moment_of,
    on_the_wall,
    whole_day,
    zone_for,
)
from sme4smartcities.opportunities.drafts import Moment
from sme4smartcities.opportunities.reasons import Reason


@dataclass(slots=True)
class Entry:
    block: Block
    event: Any  # icalendar's Event, whose values may be of any of its types
    title: dict[str, str]
    zone: str  # of times that name none
    start: Moment | None = None
    reasons: list[Reason] = field(default_factory=list)
    changed: list["Entry"] = field(default_factory=list)

    @property
    def cancelled(self) -> bool:
        method = self.block.method.upper() == "CANCEL"
        return method or self.block.raw("STATUS").upper() == "CANCELLED"

    @property
    def repeats(self) -> bool:
        return any(name in self.block.lines for name in ("RRULE", "RDATE")) or bool(self.changed)

    @property
    def rule(self) -> Any:
        rule = self.event.get("RRULE")
        rule = rule[0] if isinstance(rule, list) and rule else rule
        return rule if hasattr(rule, "items") else None

    @property
    def leaves_days_out(self) -> bool:
        """Say whether a series falls on a day that not every year or month has."""
        if not self.rule or self.start is None or any(name.startswith("BY") for name in self.rule):
            return False
        day = self.start.day
        frequency = str(self.rule.get("FREQ", [""])[0]).upper()
        leap_day = (day.month, day.day) == (2, 29)
        return (frequency == "YEARLY" and leap_day) or (frequency == "MONTHLY" and day.day > 28)

    def moment(self, name: str) -> Moment | None:
        """Read a date property; nothing where there is none or it cannot be read."""
        value = self.event.get(name)
        value = value[0] if isinstance(value, list) and value else value
        raw = self.block.raw(name)
        try:
            if (moment := getattr(value, "dt", None)) is None:
                return self._mended(raw) if raw else None
            return self.told(moment, raw, str(getattr(value, "params", {}).get("TZID", "")))
        except FAILURES:
            return None

    def _mended(self, raw: str) -> Moment:
        """Read what nearly is a date, such as one without seconds."""
        moment, reason = moment_of(raw, self.zone)
        if reason:
            self.reasons.append(reason)
        return moment

    def told(self, value: Any, raw: str = "", zone_id: str = "") -> Moment:
        zone = self.zone
        if not isinstance(value, datetime):
            if not isinstance(value, date):
                raise ValueError(raw)
            return whole_day(value, raw)
        if value.tzinfo is None:
            self.reasons.append(Reason.ZONE_UNKNOWN if zone_id else Reason.ZONE_ASSUMED)
        elif isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key != "UTC":
            zone = value.tzinfo.key
        else:
            return in_zone(value, zone_for(value, zone), raw)
        moment, skipped = on_the_wall(value, zone, raw)
        if skipped:
            self.reasons.append(skipped)
        return moment

    def end(self) -> Moment | None:
        """Give the end: of days the last one itself, for the source names the day after."""
        start = self.start
        if start is None:
            return None
        end = self.moment("DTEND")
        if end is None:
            length = getattr(self.event.get("DURATION"), "dt", None)
            return _after(start, length) if isinstance(length, timedelta) else None
        if start.all_day and end.all_day and end.day >= start.day:
            end = whole_day(max(end.day - timedelta(days=1), start.day), end.raw)
        if _before(end, start):
            self.reasons.append(Reason.ENDS_BEFORE)
            return None
        if end.zone and start.zone and end.zone != start.zone:
            self.reasons.append(Reason.ZONES_DIFFER)
        return end


def _after(start: Moment, length: timedelta) -> Moment | None:
    if length <= timedelta(0):
        return None
    try:
        if start.at is None:
            return whole_day(start.day + max(length - timedelta(days=1), timedelta(0)), "")
        return in_zone(start.at + length, start.zone, "")
    except (OverflowError, ValueError):
        return None


def _before(one: Moment, other: Moment) -> bool:
    if one.at is None or other.at is None:
        return one.day < other.day
    return one.at < other.at
