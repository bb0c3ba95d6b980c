"""Which terms of a list are suggested: those that stand out by meaning, by words, best by both."""

from collections.abc import Mapping
from dataclasses import dataclass

from sme4smartcities.matching.tagging.lexicon import Named

WORDS_COUNT = 0.6  # what a bit of rarity of shared words counts, in standard deviations of meaning
MOST = {"domain": 3, "capability": 6, "cpv": 10}
# From where on a term is worth a look, by the kind of list: a short list names few things well.
LEAST = {"domain": 1.0, "capability": 1.6, "cpv": 1.0}


@dataclass(frozen=True)
class Chosen:
    """A term, how much speaks for it, and the words of the text that name it."""

    term: int
    points: float
    words: tuple[str, ...]


def chosen(vocabulary: str, meant: Mapping[int, float], named: Mapping[int, Named]) -> list[Chosen]:
    """Give the terms worth a look, best first; equal ones by id, so always the same."""
    found = [
        Chosen(term, round(points(meant.get(term), named.get(term)), 3), _words(named.get(term)))
        for term in {*meant, *named}
    ]
    worth = [one for one in found if one.points >= LEAST[vocabulary]]
    return sorted(worth, key=lambda one: (-one.points, one.term))[: MOST[vocabulary]]


def points(steps: float | None, named: Named | None) -> float:
    return (steps or 0.0) + WORDS_COUNT * (named.worth if named else 0.0)


def _words(named: Named | None) -> tuple[str, ...]:
    return named.words if named else ()
