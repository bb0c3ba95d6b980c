"""Words only: BM25 over the tokens of the platform's own analyser, every word welcome, none demanded."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sme4smartcities.core.search.analysis import analyse
from sme4smartcities.core.search.terms import read, words_in
from sme4smartcities.matching.vectors.reading import Passage

SATURATION, SHORTNESS = 1.2, 0.5

Scores = npt.NDArray[np.float32]


class Words:
    """The texts that may be found."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.tokens = [Counter(analyse(one.whole, one.language)) for one in passages]
        lengths = np.array([sum(counted.values()) for counted in self.tokens], np.float32)
        self._longer = 1 - SHORTNESS + SHORTNESS * lengths / max(1.0, float(lengths.mean()))
        found: dict[str, list[tuple[int, int]]] = {}
        for place, counted in enumerate(self.tokens):
            for token, times in counted.items():
                found.setdefault(token, []).append((place, times))
        self._found = {
            token: (np.array([p for p, _ in rows]), np.array([t for _, t in rows], np.float32))
            for token, rows in found.items()
        }

    def has_all(self, passage: Passage) -> npt.NDArray[np.bool_]:
        """Say which texts have all the words that a search would demand."""
        there = np.ones(len(self.tokens), np.bool_)
        for term in read(passage.whole, passage.language).required:
            having = np.zeros_like(there)
            for token in (token for word in words_in(term) for token in word.tokens):
                if token in self._found:
                    having[self._found[token][0]] = True
            there &= having
        return there

    def scores(self, passage: Passage) -> Scores:
        total = np.zeros(len(self.tokens), np.float32)
        for token in set(analyse(passage.whole, passage.language)):
            if token in self._found:
                places, times = self._found[token]
                rarity = math.log(1 + (len(self.tokens) - len(places) + 0.5) / (len(places) + 0.5))
                heard = times * (1 + SATURATION) / (times + SATURATION * self._longer[places])
                total[places] += rarity * heard
        return total
