"""What comes in of public calendars, feeds and notices, file by file, or why it does not.

Every file is read as the platform reads an address's answer: in the child, under its limits. --data
names a folder laid out like ../shared/data. An event counts as recovered when it came in, belongs to
a series that did, or was refused for what it says of itself (no title, private, twice); lost is what
stands there from its beginning to its end, and was too broken to tell. Beside it stands what the
library gives of the same files: whole, else event by event. Speed is the processor time of both
processes, answer and all, as a multiple of the bare library's.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks import _corpora
from benchmarks._report import Figure, Report, parser
from sme4smartcities.opportunities import reading
from sme4smartcities.opportunities.codes import Format
from sme4smartcities.opportunities.drafts import Context, Draft, Reading
from sme4smartcities.opportunities.reasons import Reason

CONTEXT = Context(now=datetime(2026, 12, 1, tzinfo=UTC), zone="Europe/Brussels")
MOST_LOST = 3
STOPPED = {Reason.READER_FAILED, Reason.TOO_LONG, Reason.TOO_MUCH_MEMORY}
MARKUP = re.compile(r"<[a-zA-Z/!?]|javascript:|vbscript:|data:text", re.IGNORECASE)
RATIO = 1.5


@dataclass
class Outcome:
    """What became of one file."""

    topic: str
    file: str
    found: Reading
    held: int = 0  # events that begin in it
    whole: int = 0  # those that end as well
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def reasons(self) -> Counter[str]:
        return Counter(entry.reason.value for entry in self.found.rejected)

    @property
    def notes(self) -> Counter[str]:
        return Counter(note.reason.value for note in self.found.notes)

    @property
    def recovered(self) -> int:
        return self.held - self.reasons[Reason.BROKEN_ENTRY.value]

    @property
    def lost(self) -> int:
        return max(self.whole - self.recovered, 0)

    @property
    def stopped(self) -> bool:
        return any(entry.reason in STOPPED for entry in self.found.rejected)

    def written(self) -> dict[str, Any]:
        return {
            "topic": self.topic,
            "file": self.file,
            "came_in": len(self.found.drafts),
            "refused": dict(self.reasons),
            "noted": dict(self.notes),
            **({"held": self.held, "lost": self.lost} if self.held else {}),
            **self.details,
        }

    @property
    def line(self) -> str:
        told = ", ".join(f"{count} {reason}" for reason, count in self.reasons.items())
        return f"  {self.topic:10}{self.file[-64:]:66}{len(self.found.drafts):5}  {told}".rstrip()


def read(topic: str, name: str, data: bytes, form: Format) -> Outcome:
    return Outcome(topic, name, reading.read(form, data, CONTEXT))


def calendars(data: Path) -> Iterator[Outcome]:
    for name, content in _corpora.packed(data, "calendars"):
        if name.endswith(".ics"):
            outcome = read("calendars", name, content, Format.ICS)
            outcome.held = len(re.findall(rb"(?im)^BEGIN:VEVENT\s*$", content))
            outcome.whole = len(_corpora.VEVENT.findall(content))
            outcome.details["library"] = _corpora.bare_calendar(content)
            yield outcome


def feeds(data: Path) -> Iterator[Outcome]:
    for name, content in _corpora.packed(data, "feeds"):
        form = Format.JSON_FEED if name.endswith(".json") else Format.FEED
        yield read("feeds", name, content, form)


def notices(data: Path) -> Iterator[Outcome]:
    for name, content in _corpora.notices(data):
        outcome = read("notices", name, content, Format.EFORMS)
        outcome.details |= _beside(content, outcome.found.drafts)
        yield outcome


def _beside(content: bytes, drafts: Sequence[Draft]) -> dict[str, Any]:
    """Hold the fields against those that plain paths find: present, and right where present."""
    root = etree.fromstring(content)
    draft = drafts[0] if drafts else None
    titles = {" ".join(text.split())[:200] for text in _corpora.asked(root, _corpora.TITLE)}
    buyers = {" ".join(text.split())[:200] for text in _corpora.asked(root, _corpora.BUYER)}
    codes = set(_corpora.asked(root, _corpora.CPV))
    found: dict[str, Any] = {}
    if titles:
        own = {title[:200] for title in draft.title.values()} if draft else set()
        found["title"] = bool(own & titles)
    if buyers:
        own = {organiser.name for organiser in draft.organisers} if draft else set()
        found["buyer"] = bool(own & buyers)
    if codes:
        found["cpv"] = bool(draft and codes <= set(draft.cpv))
    for kind, path in _corpora.PERIODS.items():
        days = {text[:10] for text in _corpora.asked(root, path)}
        if days:
            dues = draft.deadlines if draft else ()
            found[kind] = days == {d.moment.raw[:10] for d in dues if d.kind == kind}
    return found


# --- Figures ---------------------------------------------------------------------------------------


def figures_of(outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    yield Figure(
        what="files that stopped their reader",
        measured=sum(outcome.stopped for outcome in outcomes),
        at_most=0,
    )
    silent = [o for o in outcomes if not (o.found.drafts or o.found.rejected)]
    yield Figure(what="files without records and reason", measured=len(silent), at_most=0)
    for topic, figures in (
        ("calendars", of_calendars),
        ("feeds", of_feeds),
        ("notices", of_notices),
    ):
        if chosen := [outcome for outcome in outcomes if outcome.topic == topic]:
            yield from figures(chosen)


def of_calendars(outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    held = sum(outcome.held for outcome in outcomes)
    lost = sum(outcome.lost for outcome in outcomes)
    library = sum(outcome.details["library"] for outcome in outcomes)
    reasons = sum((outcome.reasons for outcome in outcomes), Counter[str]())
    yield Figure(
        what="calendars: whole events lost",
        measured=lost,
        unit=f"of {sum(outcome.whole for outcome in outcomes):,}",
        at_most=MOST_LOST,
        details={"begun": held, **reasons},
    )
    recovered = sum(outcome.recovered for outcome in outcomes)
    yield Figure(
        what="calendars: recovered over the library's",
        measured=round(recovered / max(library, 1), 3),
        at_least=1,
        details={"recovered": recovered, "library": library},
    )
    parts = sum(draft.parts for outcome in outcomes for draft in outcome.found.drafts)
    yield Figure(what="calendars: events that came in", measured=parts)


def of_feeds(outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    drafts = [draft for outcome in outcomes for draft in outcome.found.drafts]
    texts = [text for draft in drafts for text in _texts(draft)]
    yield Figure(
        what="feeds: dangerous fragments left",
        measured=sum(bool(MARKUP.search(text)) for text in texts),
        at_most=0,
        details={"texts": len(texts), "entries": len(drafts), "files": len(outcomes)},
    )


def _texts(draft: Draft) -> list[str]:
    words = [*draft.title.values(), *draft.summary.values(), *draft.topics]
    return [*words, draft.venue, draft.city, draft.url, draft.licence]


def of_notices(outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    valid = [outcome for outcome in outcomes if not outcome.file.startswith("INVALID_")]
    for name, least in (("title", 97), ("buyer", 97), ("cpv", 97)):
        yield _share(valid, name, least)
    for name in _corpora.PERIODS:
        yield _share(valid, name, 100)


def _share(outcomes: Sequence[Outcome], name: str, least: int) -> Figure:
    told = [outcome for outcome in outcomes if name in outcome.details]
    right = sum(outcome.details[name] for outcome in told)
    wrong = [outcome.file for outcome in told if not outcome.details[name]]
    return Figure(
        what=f"notices: {name} right where present",
        measured=round(100 * right / max(len(told), 1), 1),
        unit="%",
        at_least=least if told else None,
        details={"of": len(told), **({"wrong": ",".join(wrong)} if wrong else {})},
    )


def speed(data: Path) -> Iterator[Figure]:
    calendar = _large_calendar()
    some_feeds = [content for name, content in _corpora.packed(data, "feeds") if "json" not in name]
    some_notices = [content for _name, content in _corpora.notices(data)]
    joined = [_joined(some_feeds)]
    for what, form, bare, contents in (
        ("calendar of 1,000 events", Format.ICS, _corpora.bare_calendar, [calendar]),
        ("feed of 1,000 entries", Format.FEED, _corpora.bare_feed, joined),
        ("notices", Format.EFORMS, _corpora.bare_notice, some_notices),
    ):
        own = _best(lambda: [reading.read(form, one, CONTEXT) for one in contents])  # noqa: B023
        other = _best(lambda: [bare(one) for one in contents])  # noqa: B023
        yield Figure(
            what=f"speed: {what}",
            measured=round(own / other, 2),
            unit="× bare",
            at_most=RATIO,
            details={"ms": round(own * 1_000), "bare": round(other * 1_000)},
        )


def _best(act: Callable[[], object], times: int = 5) -> float:
    """Give the least processor time of this process and the child's, whatever else the machine does."""
    act()
    took = []
    for _ in range(times):
        begun = _spent()
        act()
        took.append(_spent() - begun)
    return min(took)


def _spent() -> float:
    """Ask the kernel's clock of each process: its number is made of the process's (Linux)."""
    clocks = [(~pid << 3) | 2 for pid in reading.parsers.resting]
    return time.process_time() + sum(map(time.clock_gettime, clocks))


def _large_calendar() -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}@x\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Event number {n}\r\n"
        f"DTSTART;TZID=Europe/Rome:202612{n % 28 + 1:02}T100000\r\n"
        f"DTEND;TZID=Europe/Rome:202612{n % 28 + 1:02}T120000\r\nLOCATION:Hall {n}\\, Napoli\r\n"
        f"DESCRIPTION:Some words and more words about number {n}.\r\nURL:https://x.example/{n}\r\n"
        "CATEGORIES:water,energy\r\nSEQUENCE:1\r\nEND:VEVENT\r\n"
        for n in range(1_000)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


def _joined(_contents: Sequence[bytes]) -> bytes:
    items = "".join(
        f"<item><guid>{n}</guid><title>Entry number {n}</title><link>https://x.example/{n}</link>"
        f"<description>&lt;p&gt;Some words &lt;b&gt;about&lt;/b&gt; number {n}.&lt;/p&gt;</description>"
        "<pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate><category>water</category></item>"
        for n in range(1_000)
    )
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def main(argv: list[str]) -> int:
    options = parser("corpora", __doc__)
    options.add_argument("--data", type=Path, default=_corpora.DATA, metavar="DIR")
    chosen = options.parse_args(argv)
    if not chosen.data.exists():
        print(f"There is no folder {chosen.data}: name one with --data.")
        return 2
    topics = {"calendars": calendars, "feeds": feeds, "notices": notices}
    present = [name for name in topics if (chosen.data / name).exists()]
    outcomes = [outcome for name in present for outcome in topics[name](chosen.data)]
    for outcome in outcomes:
        print(outcome.line)
    report = Report(
        name="corpora",
        against="public files, and the bare libraries on the same bytes",
        rows=f"{len(outcomes):,} files",
        how="each read in the child, under its limits; speeds are the least processor time of five",
        figures=[*figures_of(outcomes), *speed(chosen.data)],
    )
    reading.parsers.close()
    code = report.tell(None)
    if chosen.json:
        whole = report.written() | {"files": [outcome.written() for outcome in outcomes]}
        chosen.json.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    return code
