"""Write a meeting as a calendar entry (RFC 5545, RFC 5546) in which no address of a person stands."""

from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from sme4smartcities.alliances.models import Meeting
from sme4smartcities.organisations.links import link

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


def entry(
    row: Meeting,
    *,
    method: str,
    starts_at: datetime,
    organiser: str,
    language: str,
    reader: str = "",
) -> str:
    """Give the text of an .ics file, times in the zone of the meeting with its rules.

    ``reader``: the address of whoever gets it by mail, the only one that may stand in it; the
    organiser is an organisation, and its address that of the site, which nobody reads.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{settings.RELEASE}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(row, method, starts_at, organiser, language, reader))
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def _event(
    row: Meeting, method: str, starts_at: datetime, organiser: str, language: str, reader: str
) -> Event:
    zone = ZoneInfo(row.zone)
    page = link("alliances:meeting", row.pk, language=language)
    event = Event()
    event.add("uid", f"meeting-{row.uid}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", row.sequence)
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", _told(starts_at, zone))
    event.add("dtend", _told(starts_at + timedelta(minutes=row.minutes), zone))
    event.add("summary", row.title)
    event.add("description", "\n".join(part for part in (row.note, row.link, page) if part))
    event.add("url", page)
    if row.place or row.link:
        event.add("location", row.place or row.link)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    address = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = vText(organiser)
    event.add("organizer", address)
    if reader:
        attendee = vCalAddress(f"mailto:{reader}")
        attendee.params["RSVP"] = vText("FALSE")
        event.add("attendee", attendee)
    return event


def _told(moment: datetime, zone: ZoneInfo) -> datetime:
    """Tell a moment as clocks there show it; of an hour that comes twice the second as UTC, since a
    calendar takes it for the first (RFC 5545, 3.3.5)."""
    local = moment.astimezone(zone)
    return moment.astimezone(UTC) if local.fold else local
