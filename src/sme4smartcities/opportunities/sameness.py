"""Whether two records speak of one opportunity: certain in three steps, only suggested in the fourth.

1 the same id · 2 the same address · 3 the same title, day and place · 4 nearly the same title in one
country within a day, for an editor to decide. Titles that differ only by a year, a number or a place
are different editions, never duplicates.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum
from urllib.parse import parse_qsl, urlencode, urlsplit

from rapidfuzz import fuzz, process

from sme4smartcities.opportunities.drafts import Draft

NEAR = 86.0  # of 100, of the words in any order
MOST_SUGGESTED = 5
TELLING = 3  # words that a title needs to say what it is about
_tracking = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|source|session\w*|phpsessid|sid")
_number = re.compile(
    r"\d+(?:st|nd|rd|th|er|e|eme)?|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})|first|second|third"
)


class Step(IntEnum):
    ID = 1
    ADDRESS = 2
    EXACT = 3
    NEAR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is compared of an opportunity. ``day`` is that of its start, else of its first deadline."""

    key: str
    source: str
    uid: str
    titles: Mapping[str, str]  # language → title
    url: str = ""
    call_id: str = ""
    day: date | None = None
    at: datetime | None = None  # the instant, where the source names an hour
    place: str = ""  # city, else venue
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    key: str
    step: Step
    score: float = 100.0


def trace_of(draft: Draft, *, key: str, source: str) -> Trace:
    dues = sorted(deadline.moment.day for deadline in draft.deadlines)
    return Trace(
        key=key,
        source=source,
        uid=draft.uid,
        titles=draft.title,
        url=draft.url,
        call_id=draft.call_id,
        day=draft.start.day if draft.start else next(iter(dues), None),
        at=draft.start.at if draft.start else None,
        place=draft.city or draft.venue,
        country=draft.country,
    )


def canonical(url: str) -> str:
    """Give an address without what changes nothing; empty for one that is only a site's front page."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:
        return ""
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query)
        if not _tracking.fullmatch(name.lower())
    )
    path = re.sub(r"/(?:index\.\w{3,5})?$", "", parts.path)
    if not host or not (path or query):
        return ""
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    return f"{place}{path}" + (f"?{urlencode(query)}" if query else "")


def normalised(title: str) -> str:
    """Give the words alone: no case, no accents or vowel points, no signs."""
    text = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", letters.replace("ـ", "")))


@dataclass(slots=True)
class Index:
    """The records one is compared with; ``places`` are names that make titles differ in place alone."""

    places: Collection[str] = frozenset()
    _traces: dict[str, Trace] = field(default_factory=dict)
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _calls: dict[str, str] = field(default_factory=dict)
    _uids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _addresses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _exact: dict[tuple[str, date, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _blocks: dict[tuple[str, date | None], dict[str, dict[str, str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, trace: Trace) -> None:
        self._traces[trace.key] = trace
        self._ids.setdefault((trace.source, trace.uid), trace.key)
        self._uids[trace.uid].append(trace.key)
        if trace.call_id:
            self._calls.setdefault(trace.call_id, trace.key)
        if address := canonical(trace.url):
            self._addresses[address].append(trace.key)
        for mark in _exact_marks(trace):
            self._exact[mark].append(trace.key)
        for language, title in trace.titles.items():
            block = self._blocks[trace.country, trace.day]
            block.setdefault(language, {})[trace.key] = normalised(title)

    def extend(self, traces: Iterable[Trace]) -> None:
        for trace in traces:
            self.add(trace)

    def same(self, trace: Trace) -> Match | None:
        """Find the record that certainly is this opportunity."""
        if key := self._ids.get((trace.source, trace.uid)):
            return Match(key=key, step=Step.ID)
        if trace.call_id and (key := self._calls.get(trace.call_id)):
            return Match(key=key, step=Step.ID)
        uids = self._uids.get(trace.uid, []) if _worldwide(trace.uid) else []
        for keys, step in (
            (uids, Step.ID),
            (self._addresses.get(canonical(trace.url), []), Step.ADDRESS),
            ([k for mark in _exact_marks(trace) for k in self._exact.get(mark, ())], Step.EXACT),
        ):
            for key in keys:
                if _agree(self._traces[key], trace):
                    return Match(key=key, step=step)
        return None

    def near(self, trace: Trace) -> tuple[Match, ...]:
        """Find records that an editor should look at, the likeliest first."""
        found: dict[str, float] = {}
        for day in _days_about(trace.day):
            for language, title in trace.titles.items():
                others = self._blocks.get((trace.country, day), {}).get(language)
                for _words, score, key in self._alike(normalised(title), others or {}):
                    if key != trace.key and not self._other_edition(trace, key, language):
                        found[key] = max(score, found.get(key, 0.0))
        best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SUGGESTED]
        return tuple(Match(key=key, step=Step.NEAR, score=score) for key, score in best)

    def _alike(self, title: str, others: Mapping[str, str]) -> Iterable[tuple[str, float, str]]:
        return process.extract(
            title, others, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=30
        )

    def _other_edition(self, trace: Trace, key: str, language: str) -> bool:
        other = self._traces[key]
        one, two = (set(normalised(t.titles[language]).split()) for t in (trace, other))
        towns = {word for t in (trace, other) for word in normalised(t.place).split()}
        differing = one ^ two
        counted = [any(map(_number.fullmatch, words)) for words in (one - two, two - one)]
        numbers = all(counted) or (any(counted) and trace.day != other.day)
        named = any(word in towns or word in self.places for word in differing)
        cities = {normalised(trace.place), normalised(other.place)} - {""}
        elsewhere = len(cities) == 2 and not _contained(cities)
        return numbers or elsewhere or (named and bool(one - two) and bool(two - one))


def _agree(kept: Trace, new: Trace) -> bool:
    """Ask another source for the same words and the same time; two entries of one source are two."""
    if kept.source == new.source:
        return False
    if kept.at and new.at:
        same_time = kept.at == new.at
    else:
        same_time = kept.day == new.day or kept.day is None or new.day is None
    shared = kept.titles.keys() & new.titles.keys()
    words = any(normalised(kept.titles[tag]) == normalised(new.titles[tag]) for tag in shared)
    return same_time and (words or (not shared and kept.day is not None and kept.day == new.day))


def _exact_marks(trace: Trace) -> list[tuple[str, date, str]]:
    place = normalised(trace.place)
    if trace.day is None or not place:
        return []
    titles = (normalised(title) for title in trace.titles.values())
    return [(title, trace.day, place) for title in titles if len(title.split()) >= TELLING]


def _worldwide(uid: str) -> bool:
    """Say whether an id can be the same in two sources only by meaning the same thing."""
    return len(uid) >= 12 and not uid.startswith(("title:", "long:"))


def _days_about(day: date | None) -> list[date | None]:
    if day is None:
        return [None]
    about = timedelta(days=1)
    return [day, *(other for other in (_shifted(day, -about), _shifted(day, about)) if other)]


def _shifted(day: date, by: timedelta) -> date | None:
    try:
        return day + by
    except OverflowError:
        return None


def _contained(cities: set[str]) -> bool:
    one, two = (set(city.split()) for city in cities)
    return one <= two or two <= one
