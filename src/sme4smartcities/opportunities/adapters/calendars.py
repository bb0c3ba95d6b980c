"""What an iCalendar file says: every event that can be saved, whatever stands beside it."""

import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from icalendar import Timezone
from icalendar.timezone import tzp

from sme4smartcities.opportunities.adapters import series
from sme4smartcities.opportunities.adapters.attendance import where
from sme4smartcities.opportunities.adapters.blocks import Block, Blocks, blocks_of, parameter
from sme4smartcities.opportunities.adapters.entries import Entry
from sme4smartcities.opportunities.adapters.identity import gathered, named, uid_of
from sme4smartcities.opportunities.adapters.languages import in_one, language_of
from sme4smartcities.opportunities.adapters.properties import (
    changed_at,
    dates_of,
    number_of,
    organisers_of,
    point_of,
    topics_of,
)
from sme4smartcities.opportunities.adapters.series import FAILURES
from sme4smartcities.opportunities.adapters.texts import (
    licence_of,
    name_of,
    summary_of,
    title_of,
    web_address,
)
from sme4smartcities.opportunities.adapters.times import zone_named
from sme4smartcities.opportunities.codes import Status
from sme4smartcities.opportunities.drafts import (
    Context,
    Draft,
    Note,
    Occurrence,
    Reading,
    Rejected,
    refused,
)
from sme4smartcities.opportunities.reasons import Reason

MOST = 10_000  # events of a calendar
_by_screen = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")


def read(data: bytes, context: Context) -> Reading:
    blocks = blocks_of(data)
    if not blocks.events:
        known = blocks.calendars or blocks.others
        return refused(Reason.NOTHING_FOUND if known else Reason.NOT_THIS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _Calendar(blocks, context).reading()


class _Calendar:
    def __init__(self, blocks: Blocks, context: Context) -> None:
        self.blocks = blocks
        self.context = context
        self.licence = licence_of(context.licence, blocks.licence)
        self.rejected: list[Rejected] = []
        self.notes: list[Note] = []
        self._learn_zones()

    def _learn_zones(self) -> None:
        """Learn the zones that this calendar describes itself, and forget those of the last one."""
        tzp.use_zoneinfo()
        for name, text in self.blocks.zones.items():
            if tzp.timezone(name) is None:
                try:
                    tzp.cache_timezone_component(Timezone.from_ical(text))
                except FAILURES:
                    continue

    def reading(self) -> Reading:
        if self.blocks.cut_off:
            self.notes.append(Note(what="", reason=Reason.CUT_OFF))
        if len(self.blocks.events) > MOST:
            self.notes.append(Note(what="", reason=Reason.TOO_MANY))
        entries = self._latest(filter(None, map(self._entry, self.blocks.events[:MOST])))
        chosen = list(_series(entries))
        repeated = sum(entry.repeats for entry in chosen)
        share = min(series.MOST, max(series.MOST_IN_ALL // max(repeated, 1), 6))
        return gathered((self._draft(one, share) for one in chosen), self.rejected, self.notes)

    def _entry(self, block: Block) -> Entry | None:
        if block.raw("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"):
            self._reject(block, Reason.NOT_PUBLISHED)
            return None
        title = self._title(block)
        if not title:
            self._reject(block, Reason.NO_TITLE if block.whole else Reason.BROKEN_ENTRY)
            return None
        zone = block.zone if zone_named(block.zone) else self.context.zone
        entry = Entry(block, dates_of(block), title, zone)
        entry.start = entry.moment("DTSTART")
        if entry.start is None:
            told = Reason.BAD_DATE if "DTSTART" in block.lines else Reason.NO_DATE
            entry.reasons.append(told)
        return entry

    def _reject(self, block: Block, reason: Reason) -> None:
        what = title_of(block.raw("SUMMARY")) or block.raw("UID") or block.raw("DTSTART")
        self.rejected.append(Rejected(what=what[:120], reason=reason))

    def _title(self, block: Block) -> dict[str, str]:
        """Take the summary in each language; without one, how the description or the place begins."""
        default = language_of(block.language, self.context.language)
        for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
            texts = {
                language_of(parameter(before, "LANGUAGE"), default): title_of(text)
                for before, text in reversed(block.texts(name))
            }
            if texts := {language: text for language, text in texts.items() if text}:
                return texts
        return {}

    def _latest(self, entries: Iterable[Entry]) -> list[Entry]:
        """Leave out what stands there twice before anything is spent on it; the last version stays."""
        kept: dict[tuple[str, str, str], Entry] = {}
        for entry in entries:
            block = entry.block
            uid, changed = block.raw("UID"), block.raw("RECURRENCE-ID")
            start = "" if uid and block.raw("SEQUENCE") else str(entry.start)
            mark = (uid, changed or start, named(entry.title))
            other = kept.get(mark)
            if other is not None:
                self.rejected.append(Rejected(what=mark[2], reason=Reason.REPEATED))
            if other is None or _version(other) <= _version(entry):
                kept[mark] = entry
        return list(kept.values())

    def _dates(self, entry: Entry, share: int) -> tuple[Occurrence, ...]:
        if not (entry.repeats and entry.start and self.context.ahead):
            return ()
        try:
            reason = series.objection(entry.event, entry.start.day)
            if reason is None and "RRULE" in entry.block.lines and not entry.rule:
                reason = Reason.BAD_RULE
            if reason is None:
                changed = [other.event for other in entry.changed if other.start]
                dates = series.dates_of(entry.event, changed, self.context, share)
                if len(dates) > share:
                    entry.reasons.append(Reason.MANY_DATES)
                return tuple(_occurrence(entry, date) for date in dates[:share])
        except FAILURES:
            reason = Reason.BAD_RULE
        entry.reasons.append(reason)
        return ()

    def _draft(self, entry: Entry, share: int) -> Draft:
        block, context = entry.block, self.context
        occurrences = self._dates(entry, share)
        online = any(name in block.lines for name in _by_screen)
        attendance, venue = where(block.text("LOCATION"), online=online)
        link = web_address(block.text("URL"), context.url)
        title = named(entry.title)
        summary = summary_of(block.text("DESCRIPTION"), self.licence)
        lat, lon = point_of(block)
        draft = Draft(
            kind=context.kind,
            title=entry.title,
            uid=_uid(entry, link, context),
            status=Status.CANCELLED if entry.cancelled else Status.PUBLISHED,
            sequence=number_of(block),
            summary=in_one(summary, next(iter(entry.title))),
            url=link,
            start=entry.start,
            end=entry.end(),
            rule=block.raw("RRULE")[:500],
            occurrences=occurrences,
            attendance=attendance,
            venue=name_of(venue),
            country=context.country if venue else "",
            lat=lat,
            lon=lon,
            organisers=organisers_of(block),
            topics=topics_of(block),
            licence=self.licence,
            updated=changed_at(block),
            parts=1 + len(entry.changed),
        )
        if entry.leaves_days_out:
            entry.reasons.append(Reason.NO_SUCH_DAY)
        self.notes.extend(Note(what=title, reason=reason) for reason in entry.reasons)
        return draft


def _series(entries: list[Entry]) -> Iterator[Entry]:
    """Put changed dates to the series that they change; alone they are events themselves."""
    mains: dict[str, Entry] = {}
    for entry in entries:
        if (uid := entry.block.raw("UID")) and "RECURRENCE-ID" not in entry.block.lines:
            mains.setdefault(uid, entry)
    for entry in entries:
        main = mains.get(entry.block.raw("UID"))
        if main is not None and "RECURRENCE-ID" in entry.block.lines:
            main.changed.append(entry)
        else:
            yield entry


def _occurrence(entry: Entry, event: Any) -> Occurrence:
    date = Entry(Block({}), event, entry.title, entry.zone)
    date.start = date.told(event["DTSTART"].dt)
    end = date.end()
    if Reason.HOUR_SKIPPED in date.reasons:
        entry.reasons.append(Reason.HOUR_SKIPPED)
    gone = entry.cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED"
    status = Status.CANCELLED if gone else Status.PUBLISHED
    return Occurrence(key=series.key_of(event), start=date.start, end=end, status=status)


def _version(entry: Entry) -> tuple[int, float]:
    changed = changed_at(entry.block)
    return number_of(entry.block), changed.timestamp() if changed else 0.0


def _uid(entry: Entry, link: str, context: Context) -> str:
    guid = entry.block.text("UID")
    if not guid:
        entry.reasons.append(Reason.NO_ID)
    day = entry.start.day.isoformat() if entry.start else ""
    title = named(entry.title)
    uid = uid_of(context.identity, guid=guid, link=link, title=title, day=day)
    if "RECURRENCE-ID" in entry.block.lines:
        return f"{uid[:160]}/{entry.block.raw('RECURRENCE-ID')[:20]}"
    return uid
