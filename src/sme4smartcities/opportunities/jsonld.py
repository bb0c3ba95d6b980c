"""An opportunity as schema.org describes one, for search engines; only what its page shows."""

from typing import Any

from django.conf import settings

from sme4smartcities.core import formats
from sme4smartcities.core.translated import shown
from sme4smartcities.opportunities.codes import Attendance, Kind
from sme4smartcities.opportunities.models import Facet, Occurrence, Opportunity, State
from sme4smartcities.opportunities.queries.opportunities import Dates, Statements

STATUS = {
    State.CANCELLED: "EventCancelled",
    State.POSTPONED: "EventPostponed",
}
MODES: dict[str, str] = {
    Attendance.ONLINE: "OnlineEventAttendanceMode",
    Attendance.ONSITE: "OfflineEventAttendanceMode",
    Attendance.MIXED: "MixedEventAttendanceMode",
}


def described(row: Opportunity, statements: Statements, dates: Dates) -> dict[str, Any]:
    url = f"{settings.BASE_URL}{row.get_absolute_url()}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@id": url,
        "url": url,
        "name": row.name,
        "description": shown(row.summary).text,
        "sameAs": row.url,
        "about": [term.label for term in statements.of(Facet.DOMAIN)],
        "inLanguage": [term.code for term in statements.of(Facet.LANGUAGE)],
    }
    if dates.occurrences:
        data |= {"organizer": _organiser(row), **_event(row, dates.occurrences)}
    else:
        data |= _offer(row, dates)
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}


def _event(row: Opportunity, occurrences: Any) -> dict[str, Any]:
    first: Occurrence = occurrences[0]
    status = STATUS.get(State(row.state), "EventScheduled")
    mode = MODES.get(row.attendance)
    return {
        "@type": "EducationEvent" if row.kind == Kind.TRAINING else "Event",
        "startDate": _written(first.starts_at, first.starts_on, first.zone),
        "endDate": _written(first.ends_at, first.last_day, first.zone)
        if first.ends_at or first.all_day
        else "",
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{mode}" if mode else "",
        "location": _location(row),
        "isAccessibleForFree": row.free,
    }


def _offer(row: Opportunity, dates: Dates) -> dict[str, Any]:
    """What has no day of its own expires with its last deadline."""
    last = dates.deadlines[-1] if dates.deadlines else None
    return {
        "@type": "MonetaryGrant" if row.kind == Kind.FUNDING else "CreativeWork",
        "funder" if row.kind == Kind.FUNDING else "publisher": _organiser(row),
        "expires": _written(last.at, last.day, last.zone) if last else "",
    }


def _written(at: Any, day: Any, zone: str) -> str:
    """Write an instant with its offset there, or a bare day."""
    told: str = at.astimezone(formats.zone(zone)).isoformat() if at else day.isoformat()
    return told


def _organiser(row: Opportunity) -> dict[str, str]:
    if row.owner:
        page = f"{settings.BASE_URL}{row.owner.get_absolute_url()}"
        return {"@type": "Organization", "@id": page, "name": row.owner.title}
    return {"@type": "Organization", "name": row.organiser} if row.organiser else {}


def _location(row: Opportunity) -> Any:
    if row.attendance == Attendance.ONLINE:
        return {"@type": "VirtualLocation", "url": row.url} if row.url else {}
    town = row.place.label if row.place else row.city
    if not (row.venue or town):
        return {}
    address = {"@type": "PostalAddress", "addressLocality": town} if town else {}
    place: dict[str, Any] = {"@type": "Place", "name": row.venue or town}
    return {**place, "address": address} if address else place
