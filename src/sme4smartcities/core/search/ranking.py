"""Put hits in order: BM25 over title, names and body, from what each row keeps of its words.

How rare a word is gets counted when it is asked for, among the rows that this reader may see. So
nothing hidden moves a hit up or down, and no table of frequencies has to be kept true.
"""

import math
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from sme4smartcities.core.search.terms import Both, Phrase, Query, Term, Word

COUNTED = 1000  # rows up to which a word's frequency is counted; beyond, all are equally common

TITLE, NAMES, BODY = 8.0, 6.0, 1.0
MOST_TIMES, SHORTEST = 4, 40  # a short text that repeats a word does not outdo a title
OTHER_FORM, BEGINNING = 0.8, 0.7  # "sensores" for "sensor"; "sensor" for "sens"
SATURATION, NORMALISATION, USUAL_LENGTH = 1.2, 0.5, 120.0  # BM25's k1, b and mean length
WELCOME, BEGINS_NAME, IS_NAME = 0.1, 1.0, 100.0


class Candidate(NamedTuple):
    """What ranking reads of a row; SearchRow says how the tokens are written."""

    kind: str
    subject_id: int
    title_tokens: str
    name_tokens: str
    frequent: str
    length: int
    languages: str = ""
    places: str = ""


def rarity(frequency: int) -> float:
    """Weigh a word by the number of rows that have it, as BM25 does."""
    return math.log(1 + 10 * COUNTED / (frequency + 0.5))


class Ranking:
    """The scores of one query's candidates.

    ``frequencies``: how many rows have each required term, in order; none: all weigh the same.
    """

    def __init__(self, query: Query, frequencies: Sequence[int] = ()) -> None:
        weights = [rarity(n) for n in frequencies] or [1.0] * len(query.required)
        self._demanded = list(zip(map(_strength_of, query.required), weights, strict=True))
        self._welcome = [f" {word.typed} " for word in query.welcome]
        self._is_name, self._begins_name = f" {query.whole} ", f" {query.whole}"

    def score(self, row: Candidate, has: Collection[int] | None = None) -> float:
        """Weigh a row that has the required terms at these places in the query; None: all of them."""
        length = row.length if row.length > SHORTEST else SHORTEST
        shortness = 1 - NORMALISATION + NORMALISATION * length / USUAL_LENGTH
        total = 1 / (10 + len(row.title_tokens))
        for place, (strength_of, weight) in enumerate(self._demanded):
            if has is None or place in has:
                strength = strength_of(row, shortness)
                total += weight * strength / (SATURATION + strength)
        for token in self._welcome:
            if token in row.title_tokens:
                total += WELCOME
        return total + self._by_name(row)

    def _by_name(self, row: Candidate) -> float:
        if self._begins_name in row.title_tokens:
            return IS_NAME if self._is_name in row.title_tokens else BEGINS_NAME
        return IS_NAME / 2 if self._is_name in row.name_tokens else 0.0


Strength = Callable[[Candidate, float], float]


def _strength_of(term: Term) -> Strength:
    """Give the function that weighs a term in a row: of compounds the parts' mean, the best reading."""
    if isinstance(term, Word):
        return _Sought(term).strength
    if isinstance(term, Phrase):
        return _mean([_Sought(Word(token)).strength for token in term.tokens])
    if isinstance(term, Both):
        return _mean([_Sought(word).strength for word in term.parts])
    readings = [_strength_of(part) for part in term.parts]
    return lambda row, shortness: max([reading(row, shortness) for reading in readings])


def _mean(parts: Sequence[Strength]) -> Strength:
    return lambda row, shortness: sum([part(row, shortness) for part in parts]) / len(parts)


class _Sought:
    """A word as it is sought in a row's strings of tokens."""

    def __init__(self, word: Word) -> None:
        self.exact = f" {word.typed} "
        self.begins = f" {word.typed}" if word.unfinished else ""
        self.others = [f" {form} " for form in word.forms]
        self.counted = [f" {token}:" for token in word.tokens]

    def strength(self, row: Candidate, shortness: float) -> float:
        """Give the weighted frequency of the word; a hit without it in its head has it in its body."""
        title, names = self._presence(row.title_tokens), self._presence(row.name_tokens)
        times = self._times(row.frequent) or (0 if title or names else 1)
        return TITLE * title + NAMES * names + BODY * times / shortness

    def _presence(self, tokens: str) -> float:
        if self.exact in tokens:
            return 1.0
        for other in self.others:
            if other in tokens:
                return OTHER_FORM
        return BEGINNING if self.begins and self.begins in tokens else 0.0

    def _times(self, frequent: str) -> int:
        best = 0
        for token in self.counted:
            if (start := frequent.find(token)) >= 0:
                start += len(token)
                best = max(best, int(frequent[start : frequent.index(" ", start)]))
        return min(best, MOST_TIMES)
