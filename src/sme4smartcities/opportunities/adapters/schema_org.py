"""What a schema.org Event says. In real pages everything is optional, and of any shape."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sme4smartcities.opportunities.adapters.attendance import is_organisation, where
from sme4smartcities.opportunities.adapters.identity import named, uid_of
from sme4smartcities.opportunities.adapters.languages import country_of, language_of
from sme4smartcities.opportunities.adapters.properties import is_place
from sme4smartcities.opportunities.adapters.texts import (
    licence_of,
    name_of,
    summary_of,
    title_of,
    web_address,
)
from sme4smartcities.opportunities.adapters.times import ZONES, moment_of
from sme4smartcities.opportunities.codes import Attendance, DeadlineKind, Kind, Status
from sme4smartcities.opportunities.drafts import Context, Deadline, Draft, Moment, Organiser
from sme4smartcities.opportunities.reasons import Reason

DEEPEST = 30
Item = dict[str, Any]
Known = dict[str, Item]
_trainings = {"CourseInstance", "EducationEvent"}
_events = {"Festival", "Hackathon", "EventSeries", *_trainings}
_persons = {"Person", "Patient"}
_states = {
    "EventCancelled": Status.CANCELLED,
    "EventPostponed": Status.POSTPONED,
    "EventRescheduled": Status.CHANGED,
    "EventMovedOnline": Status.CHANGED,
}
_modes = {
    "OfflineEventAttendanceMode": Attendance.ONSITE,
    "OnlineEventAttendanceMode": Attendance.ONLINE,
    "MixedEventAttendanceMode": Attendance.MIXED,
}


@dataclass(slots=True)
class Found:
    what: str
    draft: Draft | None = None
    reasons: list[Reason] = field(default_factory=list)


# --- Walking ---------------------------------------------------------------------------------------


def events_in(items: Iterable[Any]) -> Iterator[Item]:
    """Find events at any depth, each once, but not those that only say what an event belongs to."""
    return (item for item in _walk(items) if _is_event(item))


def named_items(items: Iterable[Any]) -> Known:
    """Give the items by their names, so that one may point to another."""
    return {str(item["@id"]): item for item in _walk(items) if "@id" in item and len(item) > 1}


def _walk(items: Iterable[Any]) -> Iterator[Item]:
    waiting: list[tuple[Any, int]] = [(item, 0) for item in items][::-1]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            continue
        if isinstance(value, list):
            waiting.extend((one, depth + 1) for one in reversed(value))
        elif isinstance(value, dict):
            yield value
            inner = (one for name, one in value.items() if _bare(name) != "superEvent")
            waiting.extend((one, depth + 1) for one in reversed(list(inner)))


def _is_event(item: Item) -> bool:
    return any(kind.endswith("Event") or kind in _events for kind in _types(item))


def _types(item: Any) -> list[str]:
    stated = item.get("@type", item.get("type")) if isinstance(item, dict) else None
    return [_bare(kind) for kind in (stated if isinstance(stated, list) else [stated]) if kind]


def _bare(name: object) -> str:
    return re.split(r"[/#:]", str(name).strip())[-1]


def _get(item: Item, name: str) -> list[Any]:
    value = item.get(name, item.get(f"schema:{name}"))
    if value is None:
        value = item.get(f"http://schema.org/{name}", item.get(f"https://schema.org/{name}"))
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(item: Item, name: str, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in _get(item, name)[:30]:
        if isinstance(value, dict):
            tag, text = value.get("@language"), value.get("@value", "")
        else:
            tag, text = None, value
        if isinstance(text, (str, int, float)) and str(text).strip():
            found.setdefault(language_of(tag, language), str(text))
    return found


def _text(item: Item, name: str) -> str:
    return next(iter(_texts(item, name, "en").values()), "")


def _items(item: Item, name: str, known: Known) -> list[Item]:
    """Give what stands there as items; a pointer is followed, a bare text becomes a name."""
    found: list[Item] = []
    for value in _get(item, name)[:50]:
        if isinstance(value, dict):
            pointed = known.get(str(value.get("@id"))) if len(value) <= 2 else None
            found.append(pointed or value)
        elif isinstance(value, str) and value.strip():
            found.append(known.get(value, {"name": value}))
    return found


# --- Reading ---------------------------------------------------------------------------------------


def draft_of(event: Item, known: Known, context: Context, language: str) -> Found:
    titles = {tag: title_of(text) for tag, text in _texts(event, "name", language).items()}
    titles = {tag: text for tag, text in titles.items() if text} or _headline(event, language)
    what = named(titles) or _text(event, "url") or _text(event, "@id")
    found = Found(what[:120])
    if not titles:
        return found
    place = _Place(event, known, context)
    start = _moment(event, "startDate", place, found)
    if start is None and not _get(event, "startDate"):
        found.reasons.append(Reason.NO_DATE)
    end = _moment(event, "endDate", place, found)
    if start and end and _key(end) < _key(start):
        found.reasons.append(Reason.ENDS_BEFORE)
        end = None
    link = web_address(_text(event, "url"), context.url)
    link = link or web_address(event.get("@id"), context.url)
    licence = licence_of(context.licence, *map(str, _get(event, "license")))
    summaries = _texts(event, "description", language)
    offers = _items(event, "offers", known)
    day = start.day.isoformat() if start else ""
    guid = _text(event, "identifier") or str(event.get("@id") or "")
    found.draft = Draft(
        kind=Kind.TRAINING if _trainings & set(_types(event)) else context.kind,
        title=titles,
        uid=uid_of(context.identity, guid=guid, link=link, title=what, day=day),
        status=_states.get(_bare(_text(event, "eventStatus")), Status.PUBLISHED),
        summary={tag: summary_of(text, licence) for tag, text in summaries.items() if text.strip()},
        url=link,
        start=start,
        end=end,
        deadlines=_deadlines(event, offers, place, found),
        attendance=_modes.get(_bare(_text(event, "eventAttendanceMode")), place.attendance),
        venue=place.venue,
        city=place.city,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        organisers=_organisers(event, known, context),
        topics=_topics(event),
        free=_free(event, offers),
        languages=_languages(event, known),
        licence=licence,
        apply_url=next(
            filter(None, (web_address(_text(o, "url"), context.url) for o in offers)), ""
        ),
        audience=name_of(
            next((_text(a, "audienceType") for a in _items(event, "audience", known)), "")
        ),
    )
    return found


def _headline(event: Item, language: str) -> dict[str, str]:
    text = title_of(_text(event, "headline") or _text(event, "alternateName"))
    return {language: text} if text else {}


class _Place:
    def __init__(self, event: Item, known: Known, context: Context) -> None:
        places = _items(event, "location", known)
        screens = [place for place in places if "VirtualLocation" in _types(place)]
        halls = [place for place in places if place not in screens]
        hall = halls[0] if halls else {}
        address = next(iter(_items(hall, "address", known)), {})
        self.city = name_of(_text(address, "addressLocality"))
        stated = _text(address, "addressCountry") or next(
            (_text(c, "name") for c in _items(address, "addressCountry", known)), ""
        )
        self.country = country_of(stated, context.country if halls else "")
        parts = (_text(hall, "name"), _text(address, "name"), _text(address, "streetAddress"))
        written = ", ".join(dict.fromkeys(filter(None, map(name_of, parts))))
        self.attendance, venue = where(written or self.city, online=bool(screens))
        self.venue = venue if written else ""
        self.lat, self.lon = _point(hall, known)
        self.zone = context.zone if not stated else ZONES.get(self.country, context.zone)


def _point(hall: Item, known: Known) -> tuple[float | None, float | None]:
    for geo in [*_items(hall, "geo", known), hall]:
        try:
            lat, lon = float(_text(geo, "latitude")), float(_text(geo, "longitude"))
        except ValueError:
            continue
        if is_place(lat, lon):
            return lat, lon
    return None, None


def _moment(item: Item, name: str, place: _Place, found: Found) -> Moment | None:
    text = _text(item, name)
    if not text.strip():
        return None
    try:
        moment, reason = moment_of(text, place.zone, place.country)
    except ValueError:
        moment, reason = None, Reason.BAD_DATE
    if reason and reason not in found.reasons:
        found.reasons.append(reason)
    return moment


def _key(moment: Moment) -> tuple[str, str]:
    return moment.day.isoformat(), moment.at.isoformat() if moment.at else ""


def _deadlines(
    event: Item, offers: list[Item], place: _Place, found: Found
) -> tuple[Deadline, ...]:
    stated = [_moment(event, "applicationDeadline", place, found)]
    stated += [_moment(offer, "validThrough", place, found) for offer in offers]
    moments = dict.fromkeys(moment for moment in stated if moment)
    return tuple(Deadline(kind=DeadlineKind.REGISTRATION, moment=moment) for moment in moments)


def _free(event: Item, offers: list[Item]) -> bool | None:
    stated = _text(event, "isAccessibleForFree").strip().lower()
    if stated in ("true", "1", "yes") or _bare(stated) == "true":
        return True
    prices = [_text(offer, name) for offer in offers for name in ("price", "lowPrice")]
    numbers = [re.sub(r"[^\d.]", "", price.replace(",", ".")) for price in prices]
    amounts = [float(number) for number in numbers if re.fullmatch(r"\d+(?:\.\d+)?", number)]
    if amounts:
        return max(amounts) == 0
    return False if stated in ("false", "0", "no") else None


def _organisers(event: Item, known: Known, context: Context) -> tuple[Organiser, ...]:
    found: dict[str, Organiser] = {}
    for item in _items(event, "organizer", known):
        name = name_of(_text(item, "name") or _text(item, "legalName"))
        kinds = set(_types(item))
        if not name or kinds & _persons or not (kinds or is_organisation(name)):
            continue
        url = web_address(_text(item, "url"), context.url)
        found.setdefault(name, Organiser(name=name, url=url))
    return tuple(found.values())[:10]


def _topics(event: Item) -> tuple[str, ...]:
    words = (word for text in _get(event, "keywords") for word in re.split(r"[,;]", str(text)))
    return tuple(dict.fromkeys(filter(None, (title_of(word)[:80] for word in words))))[:20]


def _languages(event: Item, known: Known) -> tuple[str, ...]:
    stated = [
        _text(item, "alternateName") or _text(item, "name")
        for item in _items(event, "inLanguage", known)
    ]
    return tuple(dict.fromkeys(filter(None, (language_of(tag, "") for tag in stated))))
