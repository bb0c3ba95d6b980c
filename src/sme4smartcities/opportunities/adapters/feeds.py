"""What an RSS or Atom feed says. Authors are persons and stay out; pictures and enclosures too."""

import io
import re
from calendar import timegm
from datetime import UTC, datetime
from typing import Any
from xml.sax import SAXException

import feedparser

from sme4smartcities.opportunities.adapters.attendance import is_organisation, where
from sme4smartcities.opportunities.adapters.identity import gathered, uid_of
from sme4smartcities.opportunities.adapters.languages import in_one, language_of
from sme4smartcities.opportunities.adapters.properties import is_place
from sme4smartcities.opportunities.adapters.sniffing import foreign_to
from sme4smartcities.opportunities.adapters.texts import (
    licence_of,
    name_of,
    summary_of,
    title_of,
    web_address,
)
from sme4smartcities.opportunities.adapters.times import moment_of
from sme4smartcities.opportunities.drafts import (
    Context,
    Draft,
    Moment,
    Note,
    Organiser,
    Reading,
    Rejected,
    refused,
)
from sme4smartcities.opportunities.reasons import Reason

MOST = 2_000  # entries
_starts = ("ev_startdate", "xcal_dtstart", "dtstart", "startdate", "event_start", "start_date")
_ends = ("ev_enddate", "xcal_dtend", "dtend", "enddate", "event_end", "end_date")
_places = ("ev_location", "xcal_location", "location", "event_location")
_organisers = ("ev_organizer", "xcal_organizer", "publisher")
_cut_off = re.compile(r"no element found|unclosed|premature|not well-formed .*end", re.IGNORECASE)


def read(data: bytes, context: Context) -> Reading:
    if not data or data.isspace():
        return refused(Reason.EMPTY)
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    broken = isinstance(found.get("bozo_exception"), SAXException)
    if not found.entries:
        if found.version:
            return refused(Reason.DAMAGED if broken else Reason.NOTHING_FOUND)
        return refused(foreign_to(data))
    return _Feed(found, context).reading()


class _Feed:
    def __init__(self, found: Any, context: Context) -> None:
        self.found = found
        self.context = context
        feed = found.feed
        self.language = language_of(feed.get("language"), context.language)
        self.base = web_address(feed.get("link"), context.url) or context.url
        self.licence = licence_of(context.licence, *_licences(feed))
        self.rejected: list[Rejected] = []
        self.notes: list[Note] = []

    def reading(self) -> Reading:
        if len(self.found.entries) > MOST:
            self.notes.append(Note(what="", reason=Reason.TOO_MANY))
        if self.found.bozo and _cut_off.search(str(self.found.get("bozo_exception", ""))):
            self.notes.append(Note(what="", reason=Reason.CUT_OFF))
        drafts = filter(None, map(self._draft, self.found.entries[:MOST]))
        return gathered(drafts, self.rejected, self.notes)

    def _draft(self, entry: Any) -> Draft | None:
        context = self.context
        text = _text(entry)
        title = title_of(str(entry.get("title") or "")) or title_of(text)[:120]
        if not title:
            self.rejected.append(
                Rejected(what=str(entry.get("id") or "")[:120], reason=Reason.NO_TITLE)
            )
            return None
        language = language_of(entry.get("title_detail", {}).get("language"), self.language)
        licence = self.licence or licence_of(*_licences(entry))
        reasons: list[Reason] = []
        link = web_address(entry.get("link"), self.base)
        if entry.get("link") and not link:
            reasons.append(Reason.NO_ADDRESS)
        start, end = self._moment(entry, _starts, reasons), self._moment(entry, _ends, reasons)
        published = _instant(entry)
        guid = str(entry.get("id") or "").strip()
        if not guid:
            reasons.append(Reason.NO_ID)
        day = start.day if start else published.date() if published else ""
        attendance, venue = where(_first(entry, _places))
        lat, lon = _point(entry)
        self.notes.extend(Note(what=title[:120], reason=reason) for reason in reasons)
        return Draft(
            kind=context.kind,
            title={language: title},
            uid=uid_of(context.identity, guid=guid, link=link, title=title, day=str(day)),
            summary=in_one(summary_of(text, licence), language),
            url=link,
            start=start,
            end=end if start and end and end.day >= start.day else None,
            attendance=attendance,
            venue=name_of(venue),
            country=context.country if venue else "",
            lat=lat,
            lon=lon,
            organisers=_organisation(entry),
            topics=_topics(entry),
            licence=licence,
            updated=published,
        )

    def _moment(self, entry: Any, names: tuple[str, ...], reasons: list[Reason]) -> Moment | None:
        text = _first(entry, names)
        if not text:
            return None
        try:
            moment, reason = moment_of(text, self.context.zone, self.context.country)
        except ValueError:
            moment, reason = None, Reason.BAD_DATE
        if reason:
            reasons.append(reason)
        return moment


def _licences(said: Any) -> list[object]:
    """Give what a feed or an entry says of its use: a link of that sense, or words."""
    links = (link.get("href") for link in said.get("links", []) if link.get("rel") == "license")
    return [*links, said.get("license"), said.get("rights")]


def _text(entry: Any) -> str:
    contents = [str(content.get("value") or "") for content in entry.get("content", [])[:5]]
    return str(entry.get("summary") or "") or max(contents, key=len, default="")


def _first(entry: Any, names: tuple[str, ...]) -> str:
    return next((str(entry[name]) for name in names if entry.get(name)), "")


def _instant(entry: Any) -> datetime | None:
    for name in ("updated_parsed", "published_parsed", "created_parsed"):
        if parsed := entry.get(name):
            try:
                return datetime.fromtimestamp(timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError, TypeError):
                continue
    return None


def _point(entry: Any) -> tuple[float | None, float | None]:
    where_ = entry.get("where") or {}
    try:
        lon, lat = where_["coordinates"][:2]
        lat, lon = float(lat), float(lon)
    except (KeyError, TypeError, ValueError):
        return None, None
    return (lat, lon) if is_place(lat, lon) else (None, None)


def _organisation(entry: Any) -> tuple[Organiser, ...]:
    names = (name_of(str(entry.get(name) or "")) for name in _organisers)
    return tuple(Organiser(name=name) for name in names if name and is_organisation(name))[:1]


def _topics(entry: Any) -> tuple[str, ...]:
    terms = (
        title_of(str(tag.get("label") or tag.get("term") or "")) for tag in entry.get("tags", [])
    )
    return tuple(dict.fromkeys(term[:80] for term in terms if term))[:20]
