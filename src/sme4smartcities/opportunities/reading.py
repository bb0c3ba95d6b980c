"""How the bytes of a source become drafts: parsed in a child under limits, whatever they hold."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import structlog

from sme4smartcities.core.parsing import Parsers, Stopped
from sme4smartcities.opportunities import codes, drafts, reasons
from sme4smartcities.opportunities.codes import Format
from sme4smartcities.opportunities.drafts import Context, Note, Reading, refused
from sme4smartcities.opportunities.reasons import Reason

log = structlog.get_logger(__name__)
LARGEST = 10_000_000  # bytes
_causes = {
    "time": Reason.TOO_LONG,
    "memory": Reason.TOO_MUCH_MEMORY,
    "size": Reason.TOO_LARGE,
    "failed": Reason.READER_FAILED,
}
_described = (
    drafts.Reading, drafts.Draft, drafts.Rejected, drafts.Note, drafts.Moment, drafts.Occurrence,
    drafts.Deadline, drafts.Money, drafts.Organiser, drafts.Lot, codes.Kind, codes.Status,
    codes.Attendance, codes.DeadlineKind, reasons.Reason,
)  # fmt: skip
parsers = Parsers(
    "sme4smartcities.opportunities.adapters.every:answer",
    answers=(*_described, date, datetime, timedelta, timezone, Decimal),
)


def read(form: Format, data: bytes, context: Context) -> Reading:
    """Give what a source says; whatever breaks while it is read becomes a reason."""
    if len(data) > LARGEST:
        return refused(Reason.TOO_LARGE)
    try:
        return _read(form, data, context)
    except Stopped as stopped:
        log.warning("source_not_read", url=context.url, cause=stopped.cause, why=str(stopped))
        return refused(_causes[stopped.cause])


def _read(form: Format, data: bytes, context: Context) -> Reading:
    """Read once more without series where series may be what took too long."""
    try:
        return _asked("reading", form, data, context)
    except Stopped as stopped:
        if stopped.cause != "time" or b"RRULE" not in data or not context.ahead:
            raise
    reading = _asked("reading", form, data, replace(context, ahead=0))
    return replace(reading, notes=(Note(what="", reason=Reason.MANY_DATES), *reading.notes))


def _asked(act: str, *arguments: object) -> Reading:
    reading = parsers.parse(act, *arguments)
    if not isinstance(reading, Reading):
        raise Stopped("failed", "no reading")
    return reading


def alternates(data: bytes, context: Context) -> tuple[tuple[Format, str], ...]:
    """Give the calendars and feeds that a page names, for a coordinator who pasted the page."""
    try:
        return tuple(
            (Format(form), url) for form, url in parsers.parse("alternates", data, context)
        )
    except Stopped:
        return ()


def format_of(data: bytes) -> Format | None:
    """Say how an answer is written, by its content; None where it is nothing we read."""
    try:
        found = parsers.parse("format", data[:LARGEST])
    except Stopped:
        return None
    return Format(found) if found else None


def next_page(data: bytes) -> str:
    """Give the token of TED's next page; empty after the last."""
    try:
        return str(parsers.parse("next page", data))
    except Stopped:
        return ""
