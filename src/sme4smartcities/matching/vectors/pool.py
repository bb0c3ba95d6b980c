"""All texts of one kind under one model: how near each lies to a text that asks, exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sme4smartcities.matching.vectors.codes import BLOCK, Codes, Floats, room_for
from sme4smartcities.matching.vectors.means import Vector

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pool:
    """Texts as codes, each with the place of its language in ``means``.

    Kept as they came; the mean of the language is taken away inside the product, so that a mean
    that moves costs no new codes.
    """

    codes: Codes
    languages: npt.NDArray[np.int8]
    means: Floats  # one row for each language

    @cached_property
    def _shortening(self) -> Floats:
        """Give 1 ÷ the length of every row without its mean."""
        squares = np.empty(len(self.codes.worth), np.float32)
        for start, stop, rows in self._blocks():
            rows *= self.codes.worth[start:stop, None]
            rows -= self.means[self.languages[start:stop]]
            squares[start:stop] = np.einsum("ij,ij->i", rows, rows)
        shortening: Floats = (1 / np.sqrt(np.maximum(squares, 1e-12))).astype(np.float32)
        return shortening

    def nearness(self, asked: Vector) -> Floats:
        """Give the cosine of each row, without its mean, with a centred vector of length one."""
        found = np.empty(len(self.codes.worth), np.float32)
        for start, stop, rows in self._blocks():
            np.dot(rows, asked, out=found[start:stop])
        found *= self.codes.worth
        found -= (self.means @ asked)[self.languages]
        found *= self._shortening
        return found

    def nearness_of_many(self, asked: Floats) -> Floats:
        """As ``nearness`` for many vectors at once: a row for each of them."""
        found = np.empty((len(asked), len(self.codes.worth)), np.float32)
        away = self.means @ asked.T
        for start, stop, rows in self._blocks():
            block = rows @ asked.T
            block *= self.codes.worth[start:stop, None]
            block -= away[self.languages[start:stop]]
            block *= self._shortening[start:stop, None]
            found[:, start:stop] = block.T
        return found

    def _blocks(self) -> Iterator[tuple[int, int, Floats]]:
        room = room_for(self.codes)
        for start in range(0, len(self.codes.worth), BLOCK):
            stop = min(start + BLOCK, len(self.codes.worth))
            yield start, stop, self.codes.widened(start, stop, room)


def best(scores: Floats, ids: Numbers, limit: int) -> Numbers:
    """Give the places of the highest scores, best first; equal ones by id, so always the same."""
    if limit < len(scores):
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        places = np.flatnonzero(scores >= threshold)
    else:
        places = np.arange(len(scores))
    order = np.lexsort((ids[places], -scores[places]))
    found: Numbers = places[order][:limit]
    return found


def by_subject(scores: Floats, ids: Numbers) -> tuple[Numbers, Floats]:
    """Give each subject once, in order of id, with the score of its nearest text."""
    order = np.argsort(ids, kind="stable")
    ordered = ids[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    if not len(ids):
        return ids, scores
    return ordered[first], np.maximum.reduceat(scores[order], first)
