"""Which terms a text names by their words: a rare word of a label says more than a common one."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sme4smartcities.core.search.analysis import analyse, chunks

MOST_WORDS = 600  # of one text; what follows repeats what it is about
SHOWN_WORDS = 4


class Named(NamedTuple):
    """How much of a term's label stands in a text, and the words that show it, as the text writes them.

    ``share``: of the label's weight, 0 to 1; ``weight``: of what stands there, in bits of rarity.
    """

    share: float
    weight: float
    words: tuple[str, ...]

    @property
    def worth(self) -> float:
        """A label that stands there whole says most; of two, the one with the rarer words."""
        return self.share * self.weight


class Lexicon:
    """The labels of one list in one language, by the tokens of their words."""

    def __init__(self, labels: Iterable[tuple[int, str]], language: str) -> None:
        self.language = language
        self._terms: list[int] = []
        self._labels: list[list[frozenset[str]]] = []
        for term, label in labels:
            if words := [forms for _written, forms in _words_of(label, language)]:
                self._terms.append(term)
                self._labels.append(words)
        seen = Counter(form for words in self._labels for form in frozenset().union(*words))
        many = len(self._labels)
        self._rarity = {form: math.log(1 + many / count) for form, count in seen.items()}
        self._found: dict[str, list[tuple[int, int]]] = {}
        for number, words in enumerate(self._labels):
            for place, forms in enumerate(words):
                for form in forms:
                    self._found.setdefault(form, []).append((number, place))

    def named_in(self, text: str) -> dict[int, Named]:
        """Give the terms of which at least one word stands in the text."""
        written: dict[int, dict[int, str]] = {}
        for surface, forms in _first(_words_of(text, self.language)):
            for form in forms:
                for label, place in self._found.get(form, ()):
                    written.setdefault(label, {}).setdefault(place, surface)
        found: dict[int, Named] = {}
        for label, places in written.items():
            one = self._named(label, places)
            held = found.get(self._terms[label])
            if held is None or one.worth > held.worth:
                found[self._terms[label]] = one
        return found

    def _named(self, label: int, places: Mapping[int, str]) -> Named:
        weights = [self._weight(forms) for forms in self._labels[label]]
        there = sum(weights[place] for place in places)
        ordered = sorted(places, key=lambda place: -weights[place])
        words = dict.fromkeys(places[place] for place in ordered)
        return Named(there / sum(weights), there, tuple(words)[:SHOWN_WORDS])

    def _weight(self, forms: frozenset[str]) -> float:
        """Weigh a word by the commonest of its forms: "sensors" is no rarer than "sensor"."""
        return min(self._rarity[form] for form in forms)


def _words_of(text: str, language: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Walk through the words of a text that say something: as written, and the forms it is kept under."""
    for chunk in chunks(text):
        surface = text[chunk.start : chunk.end]
        if forms := frozenset(analyse(surface, language)):
            yield surface, forms


def _first(words: Iterator[tuple[str, frozenset[str]]]) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each word once, the first few hundred."""
    seen: set[frozenset[str]] = set()
    for surface, forms in words:
        if forms not in seen:
            seen.add(forms)
            yield surface, forms
        if len(seen) == MOST_WORDS:
            return
