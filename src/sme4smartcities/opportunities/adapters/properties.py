"""How the properties of one calendar event are read: a broken one as if it were not there."""

from datetime import datetime
from typing import Any

from icalendar import Event
from icalendar.prop import vBroken

from sme4smartcities.opportunities.adapters.attendance import is_organisation
from sme4smartcities.opportunities.adapters.blocks import Block, parameter
from sme4smartcities.opportunities.adapters.series import FAILURES
from sme4smartcities.opportunities.adapters.texts import name_of, title_of
from sme4smartcities.opportunities.adapters.times import moment_of
from sme4smartcities.opportunities.drafts import Organiser


def dates_of(block: Block) -> Any:
    """Parse the dates of an event; where a line stops it, without the lines that cannot be read."""
    try:
        return _whole(Event.from_ical(block.dates()))
    except FAILURES:
        good = {name: list(filter(_reads, lines)) for name, lines in block.lines.items()}
    try:
        return _whole(Event.from_ical(Block(good).dates()))
    except FAILURES:
        return Event()


def _whole(event: Any) -> Any:
    """Take out what could not be parsed: to touch it would raise."""
    for name, value in list(event.items()):
        values = value if isinstance(value, list) else [value]
        good = [one for one in values if not isinstance(one, vBroken)]
        if not good:
            del event[name]
        elif len(good) < len(values):
            event[name] = good
    return event


def _reads(line: str) -> bool:
    try:
        Event.from_ical(f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n")
    except FAILURES:
        return False
    return True


def number_of(block: Block) -> int:
    text = block.raw("SEQUENCE")
    return min(int(text), 2_000_000_000) if text.isdecimal() and len(text) < 20 else 0


def point_of(block: Block) -> tuple[float | None, float | None]:
    try:
        lat, lon = (float(part) for part in block.raw("GEO").split(";"))
    except ValueError:
        return None, None
    return (lat, lon) if is_place(lat, lon) else (None, None)


def is_place(lat: float, lon: float) -> bool:
    """Say whether numbers are a point on earth; 0, 0 is what programs write that know none."""
    return -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0)


def changed_at(block: Block) -> datetime | None:
    raw = block.raw("LAST-MODIFIED") or block.raw("DTSTAMP")
    try:
        return moment_of(raw, "UTC")[0].at
    except ValueError:
        return None


def organisers_of(block: Block) -> tuple[Organiser, ...]:
    for parameters, mailbox in block.texts("ORGANIZER"):
        name = name_of(parameter(parameters, "CN"))
        group = parameter(parameters, "CUTYPE").upper() in ("GROUP", "RESOURCE")
        if name and (group or is_organisation(name, mailbox)):
            return (Organiser(name=name),)
    return ()


def topics_of(block: Block) -> tuple[str, ...]:
    titles = (title_of(value)[:80] for value in block.values("CATEGORIES"))
    return tuple(dict.fromkeys(filter(None, titles)))[:20]
