"""Write opportunities as calendar entries (RFC 5545) that real clients read: one entry for each date
and one for each deadline, whole days with the day after as their end, zones with their rules."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from sme4smartcities.core import formats
from sme4smartcities.core.translated import shown
from sme4smartcities.opportunities.models import (
    Deadline,
    Occurrence,
    Opportunity,
    State,
    day_after,
)
from sme4smartcities.opportunities.queries.outgoing import Held, mark

STATUS = {State.CANCELLED: "CANCELLED", State.POSTPONED: "TENTATIVE"}
AGAIN = timedelta(hours=4)  # so often a client that asks us looks again


def written(rows: Iterable[Held], name: str) -> bytes:
    """Give the text of an .ics file in the reader's language."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{settings.RELEASE}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for one in rows:
        for event in _entries(one):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text


def _entries(one: Held) -> Iterator[Event]:
    row = one.opportunity
    series = len(one.occurrences) > 1
    for occurrence in one.occurrences:
        part = f"-{occurrence.key or occurrence.starts_on.isoformat()}" if series else ""
        yield _date(one, occurrence, f"{row.uid}{part}")
    counted: Counter[str] = Counter()
    for deadline in one.deadlines:
        counted[f"{deadline.kind}{deadline.lot}"] += 1
        number = counted[f"{deadline.kind}{deadline.lot}"]
        lot = f"-{deadline.lot}" if deadline.lot else ""
        yield _due(one, deadline, f"{row.uid}-due-{deadline.kind}{lot}-{number}")


def _date(one: Held, occurrence: Occurrence, uid: str) -> Event:
    event = _common(one, uid, one.opportunity.name)
    if occurrence.starts_at is None:
        event.add("dtstart", occurrence.starts_on)
        event.add("dtend", day_after(occurrence.last_day))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", _told(occurrence.starts_at, occurrence.zone))
        if occurrence.ends_at:
            event.add("dtend", _told(occurrence.ends_at, occurrence.zone))
    if occurrence.cancelled:
        event["STATUS"] = "CANCELLED"
    return event


def _due(one: Held, deadline: Deadline, uid: str) -> Event:
    kind = deadline.get_kind_display()
    if deadline.lot:
        kind = f"{kind} ({deadline.lot})"
    words = {"kind": kind, "title": one.opportunity.name}
    event = _common(one, uid, _("Deadline: %(kind)s – %(title)s") % words)
    if deadline.at is None:
        event.add("dtstart", deadline.day)
        event.add("dtend", day_after(deadline.day))
    else:
        event.add("dtstart", _told(deadline.at, deadline.zone))
    event.add("transp", "TRANSPARENT")
    if one.opportunity.state == State.CLOSED:
        event["STATUS"] = "CANCELLED"
    return event


def _common(one: Held, uid: str, title: str) -> Event:
    row = one.opportunity
    page = f"{settings.BASE_URL}{row.get_absolute_url()}"
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", row.sequence)
    event.add("dtstamp", row.updated_at)
    event.add("last-modified", row.updated_at)
    event.add("summary", f"[{_('Example')}] {title}" if mark(row) else title)
    said = [shown(row.summary).text, row.note if row.state in STATUS else "", page]
    event.add("description", "\n".join(part for part in said if part))
    event.add("url", page)
    event.add("status", STATUS.get(State(row.state), "CONFIRMED"))
    event.add("categories", [str(row.get_kind_display()), *one.fields])
    if where := _where(row):
        event.add("location", where)
    return event


def _where(row: Opportunity) -> str:
    town = row.place.label if row.place else row.city
    return ", ".join(part for part in (row.venue, town) if part)


def _told(moment: datetime, name: str) -> Any:
    """Tell a moment as clocks there show it; of an hour that comes twice the second as UTC, since a
    calendar takes it for the first (RFC 5545, 3.3.5)."""
    zone: ZoneInfo = formats.zone(name)
    local = moment.astimezone(zone)
    return moment if local.fold else local
