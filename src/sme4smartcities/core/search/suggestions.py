"""Complete a name while it is typed, and forgive a slip of the keyboard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Unpack

from django.db.models import QuerySet

from sme4smartcities.core.search.analysis import chunks, fold, whole_name
from sme4smartcities.core.search.engines import engine
from sme4smartcities.core.search.fuzzy import distance, distance_to_beginning, spellings, tolerance
from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.reach import Reach, reachable
from sme4smartcities.core.search.terms import LONGEST_QUERY, MOST_WORDS, Term, Word
from sme4smartcities.core.subjects import Subject

LOOKED_AT = 200  # names compared for each way of finding them


@dataclass(frozen=True)
class Suggestion:
    name: str
    kind: str
    subject_id: int

    @property
    def subject(self) -> Subject:
        return Subject(self.kind, self.subject_id)


def suggest(typed: str, *, limit: int = 8, **reach: Unpack[Reach]) -> list[Suggestion]:
    """Give names that begin so, then names with such words, then names that were probably meant.

    At most three queries; each is asked only while the ones before gave too few.
    """
    typed = typed[:LONGEST_QUERY]
    words = [fold(raw) for chunk in chunks(typed) for raw in chunk.raw][:MOST_WORDS]
    if not words:
        return []
    rows = reachable(reach)
    asked = words if len(words[-1]) > 1 else words[:-1]  # one letter is left to the comparison
    ways: list[list[Term]] = [
        [Word(whole_name(typed), unfinished=True)],
        [Word(word, unfinished=word is words[-1]) for word in asked],
        [Word(word, frozenset(spellings(word)), word is words[-1]) for word in asked],
    ]
    best: dict[Subject, tuple[float, Suggestion]] = {}
    for terms in filter(None, ways):
        for score, suggestion in _scored(engine().in_head(rows, terms), words):
            best.setdefault(suggestion.subject, (score, suggestion))
        if len(best) >= limit:
            break
    ordered = sorted(best.values(), key=lambda pair: (pair[0], pair[1].name))
    return [suggestion for _, suggestion in ordered[:limit]]


def _scored(rows: QuerySet[SearchRow], words: Sequence[str]) -> Iterable[tuple[float, Suggestion]]:
    listed = rows.values_list("kind", "subject_id", "labels")[:LOOKED_AT]
    for kind, number, labels in listed:
        scored = [(_remoteness(words, name), name) for name in labels.split("\n")]
        remoteness, name = min(scored, default=(float("inf"), ""))
        if remoteness < float("inf"):
            yield remoteness, Suggestion(name, kind, number)


def _remoteness(words: Sequence[str], name: str) -> float:
    """Measure how far a name is from what was typed: slips first, then order, then length."""
    own = [fold(raw) for chunk in chunks(name) for raw in chunk.raw]
    total = 0.0
    for place, word in enumerate(words):
        slips = _slips(word, own, place == len(words) - 1)
        if slips > tolerance(word):
            return float("inf")
        total += 10 * slips
    begins = own[: len(words) - 1] == list(words[:-1]) and "".join(own).startswith("".join(words))
    return total + (0 if begins else 1) + len(name) / 1000


def _slips(word: str, own: Sequence[str], last: bool) -> int:
    most = tolerance(word)
    if word in own:
        return 0
    measure = distance_to_beginning if last else distance
    if last and any(other.startswith(word) for other in own):
        return 0
    return min((measure(word, other, most) for other in own), default=most + 1)
