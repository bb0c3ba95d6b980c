"""How a calendar is taken apart before it is parsed: event by event, line by line, only what is read.

So one broken entry spoils no other, and nothing personal (attendees, contacts, alarms) goes further.
"""

import re
from dataclasses import dataclass, field

LONGEST_LINE = 60_000
MOST_ZONE_LINES = 3_000
# What needs the library: dates in zones, lengths, rules. The rest is text.
DATES = frozenset(
    ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"]
)
TEXTS = frozenset(
    [
        "SUMMARY",
        "UID",
        "DESCRIPTION",
        "LOCATION",
        "URL",
        "STATUS",
        "CLASS",
        "SEQUENCE",
        "GEO",
        "CATEGORIES",
        "LAST-MODIFIED",
        "DTSTAMP",
        "ORGANIZER",
        "CONFERENCE",
        "X-GOOGLE-CONFERENCE",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    ]
)
READ = DATES | TEXTS
_fold = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_name = re.compile(r"\A([A-Za-z0-9-]++)[;:]")
_parameters = re.compile(r'\A[^:"]*+(?:"[^"]*+"[^:"]*+)*+:')
_escaped = re.compile(r'\\([\\,;:nN"])')
_marks = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(slots=True)
class Block:
    """One event's lines by name, and what its calendar said for all of its events."""

    lines: dict[str, list[str]]
    zone: str = ""
    method: str = ""
    language: str = ""
    whole: bool = True

    def dates(self) -> str:
        """Give an event of its dates alone; one that changes a series with what decides of it."""
        names = [*DATES, "STATUS", "SEQUENCE"] if "RECURRENCE-ID" in self.lines else DATES
        kept = (line for name in names for line in self.lines.get(name, ()))
        return "\r\n".join(("BEGIN:VEVENT", "UID:0", *kept, "END:VEVENT", ""))

    def raw(self, name: str) -> str:
        """Give the value as it stood there."""
        lines = self.lines.get(name)
        return _split(lines[0])[1].strip() if lines else ""

    def text(self, name: str) -> str:
        return unescaped(self.raw(name))

    def texts(self, name: str) -> list[tuple[str, str]]:
        """Give each value with the parameters before it."""
        found = (_split(line) for line in self.lines.get(name, ()))
        return [(parameters, unescaped(value)) for parameters, value in found]

    def values(self, name: str) -> list[str]:
        """Give the values of a list: a comma that belongs to one is escaped."""
        lines = self.lines.get(name, ())
        parts = (part for line in lines for part in re.split(r"(?<!\\),", _split(line)[1]))
        return [unescaped(part) for part in parts]


def parameter(parameters: str, name: str) -> str:
    found = re.search(rf';{name}=(?:"([^"]*)"|([^;:"]*))', parameters, re.IGNORECASE)
    return (found[1] or found[2] or "").strip() if found else ""


def unescaped(value: str) -> str:
    if "\\" not in value:
        return value
    return _escaped.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def _split(line: str) -> tuple[str, str]:
    found = _parameters.match(line)
    at = found.end() if found else line.find(":") + 1
    return line[: at - 1], line[at:]


@dataclass(slots=True)
class Blocks:
    events: list[Block] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)  # name → its description
    calendars: int = 0
    others: int = 0  # entries that are no events: tasks, journals, free and busy times
    cut_off: bool = False
    licence: str = ""


def blocks_of(data: bytes) -> Blocks:
    return _Cutter().cut(_text_of(data))


def _text_of(data: bytes) -> str:
    """Unfold bytes, not letters: a fold may stand inside one."""
    for mark, encoding in _marks:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return re.sub(r"(?:\r\n|\n|\r)[ \t]", "", text).replace("\x00", "")
    data = _fold.sub(b"", data).replace(b"\x00", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")


class _Cutter:
    def __init__(self) -> None:
        self.found = Blocks()
        self.shared: dict[str, str] = {}
        self.event: Block | None = None
        self.inside = ""  # a component that is passed over, up to its end
        self.zone: list[str] | None = None

    def cut(self, text: str) -> Blocks:
        for line in re.split(r"\r\n|\n|\r", text):
            head = line[:6].upper()
            if head == "BEGIN:":
                self._begin(line[6:].strip().upper(), line)
            elif head[:4] == "END:":
                self._end(line[4:].strip().upper(), line)
            elif line:
                self._property(line)
        if self.event is not None:
            self._close(whole=False)
            self.found.cut_off = True
        return self.found

    def _begin(self, name: str, line: str) -> None:
        if name == "VEVENT":
            if self.event is not None:
                self._close(whole=False)
            shared = self.shared
            self.event = Block({}, shared.get("X-WR-TIMEZONE", ""), shared.get("METHOD", ""))
            self.event.language = shared.get("LANGUAGE", "")
            self.inside, self.zone = "", None
        elif self.event is not None:
            self.inside = self.inside or name
        elif name == "VCALENDAR":
            self.shared = {}
            self.found.calendars += 1
        elif name == "VTIMEZONE":
            self.zone = [line]
        elif self.zone is not None:
            self.zone.append(line)
        elif not self.inside:
            self.inside = name
            self.found.others += name in ("VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY")

    def _end(self, name: str, line: str) -> None:
        if name == "VEVENT" and self.event is not None:
            self._close(whole=True)
        elif name == self.inside:
            self.inside = ""
        elif self.zone is not None:
            self.zone.append(line)
            if name == "VTIMEZONE":
                self._keep_zone(self.zone)
                self.zone = None
        elif name == "VCALENDAR" and self.event is not None:
            self._close(whole=False)

    def _keep_zone(self, lines: list[str]) -> None:
        names = (line[5:].strip() for line in lines if line[:5].upper() == "TZID:")
        if len(lines) <= MOST_ZONE_LINES and (name := next(names, "")):
            self.found.zones.setdefault(name, "\r\n".join((*lines, "")))

    def _property(self, line: str) -> None:
        if self.zone is not None:
            self.zone.append(line)
            return
        if self.inside or not (named := _name.match(line)):
            return
        name = named[1].upper()
        if self.event is None:
            self.shared.setdefault(name, line[named.end() :].strip())
            if name in ("X-WR-LICENSE", "LICENSE", "X-LICENSE"):
                self.found.licence = line[named.end() :].strip()
        elif name in READ and len(line) < LONGEST_LINE:
            self.event.lines.setdefault(name, []).append(line)
        elif name == "DESCRIPTION":
            self.event.lines.setdefault(name, []).append(line[:LONGEST_LINE].rstrip("\\"))

    def _close(self, *, whole: bool) -> None:
        assert self.event is not None
        self.event.whole = whole
        self.found.events.append(self.event)
        self.event, self.inside = None, ""
