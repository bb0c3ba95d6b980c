"""What a language does to a vector, as a mean that is taken away before two texts are compared.

Texts of one language lie close together whatever they say. Sums of half-precision numbers are exact
in double precision, so a mean does not depend on the order in which its texts came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

ENOUGH = 50  # texts of one kind and language; below, the language's mean over all kinds

Vector = npt.NDArray[np.float32]
Total = npt.NDArray[np.float64]


def names(kind: str) -> bool:
    """Say whether a kind of text is a list of names, not of what somebody says."""
    return kind.partition("-")[0] == "term"


@dataclass(frozen=True)
class Sum:
    """How many vectors, and their sum."""

    count: int
    total: Total


def sum_of(count: int, blob: bytes, dim: int) -> Sum | None:
    """Read a stored sum; None for one of another size or with numbers that are none."""
    if len(blob) != dim * np.dtype(np.float64).itemsize:
        return None
    total = np.frombuffer(blob)
    return Sum(count, total) if np.isfinite(total).all() else None


@dataclass(frozen=True)
class Means:
    """The sums of one model by kind and language."""

    dim: int
    sums: Mapping[tuple[str, str], Sum] = field(default_factory=dict)

    def of(self, kind: str, language: str) -> Vector:
        """Give the mean to take away: this kind's, else the language's, else none.

        A text of unknown language is compared as it is.
        """
        own = self.sums.get((kind, language))
        if language and own and own.count >= ENOUGH:
            return _mean(own)
        return self._of_language(language)

    def of_texts(self, kind: str, language: str) -> Vector:
        """Give the mean to take away before a text is compared with names: of this kind in its
        language, else of all texts in all languages, else none.

        What texts have in common, whatever their language, lies near some names more than others.
        """
        own = self.sums.get((kind, language))
        if own and own.count >= ENOUGH:
            return _mean(own)
        rows = [found for (of, spoken), found in self._known() if spoken and not names(of)]
        count = sum(row.count for row in rows)
        if count < ENOUGH:
            return np.zeros(self.dim, np.float32)
        return _mean(Sum(count, np.sum([row.total for row in rows], axis=0)))

    def _of_language(self, language: str) -> Vector:
        rows = [found for (_kind, spoken), found in sorted(self._known()) if spoken == language]
        count = sum(row.count for row in rows)
        if not language or count < ENOUGH:
            return np.zeros(self.dim, np.float32)
        return _mean(Sum(count, np.sum([row.total for row in rows], axis=0)))

    def _known(self) -> list[tuple[tuple[str, str], Sum]]:
        return [(key, self.sums[key]) for key in sorted(self.sums)]


def _mean(found: Sum) -> Vector:
    return (found.total / found.count).astype(np.float32)


def centred(vector: Vector, mean: Vector) -> Vector:
    """Take the mean away and stretch the rest to length one; a vector equal to it stays as it is."""
    rest = vector - mean
    length = float(np.linalg.norm(rest))
    return rest / length if length > 1e-6 else vector
