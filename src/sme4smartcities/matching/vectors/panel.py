"""Several models asked about the same texts: their cosines become one number.

Each counts by its weight in steps of its own spread. Where one of them does not know a language
the others speak for it, so that no language stands back because fewer models know it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sme4smartcities.matching.vectors.codes import Floats
from sme4smartcities.matching.vectors.means import Vector
from sme4smartcities.matching.vectors.pool import Numbers, Pool

ALIKE = 0.5  # how alike two models judge texts that have nothing in common (correlation)
LEAST = 1e-9
ENOUGH = 20  # texts of one language that are compared among themselves


@dataclass(frozen=True)
class Voice:
    """One model's view: its rows stand at ``places`` of the panel's texts."""

    weight: float
    spread: float
    pool: Pool
    places: Numbers


@dataclass(frozen=True)
class Panel:
    """All texts of one kind. ``subjects`` and ``languages`` say whose each row is, and in which."""

    subjects: Numbers
    languages: npt.NDArray[np.int8]
    voices: Mapping[str, Voice]

    def likeness(self, asked: Mapping[str, Vector]) -> Floats:
        """Give for each text how alike it is to the one that asks, by a centred vector per model.

        0 is what texts without anything in common reach on average, 1 one standard deviation more.
        """
        total = np.zeros(len(self.subjects), np.float32)
        squares, sums = np.zeros_like(total), np.zeros_like(total)
        for model, voice in self.voices.items():
            if model in asked:
                steps = voice.pool.nearness(asked[model])
                steps *= voice.weight / voice.spread
                total[voice.places] += steps
                squares[voice.places] += voice.weight**2
                sums[voice.places] += voice.weight
        return total / strength(squares, sums)

    def standing(self, asked: Mapping[str, Vector]) -> Floats:
        """Give how far each text stands out among those of its language, in standard deviations."""
        return standing(self.likeness(asked), self.languages)


def standing(likeness: Floats, languages: npt.NDArray[np.int8]) -> Floats:
    """Give how far each text stands out among those of its language, in standard deviations.

    Texts of one trade are all somewhat alike, and more so where means are young: what counts is
    who stands out. Languages with few texts are compared with all together.
    """
    found = _standing(likeness)
    for language in np.unique(languages):
        rows = languages == language
        if rows.sum() >= ENOUGH:
            found[rows] = _standing(likeness[rows])
    return found


def _standing(likeness: Floats) -> Floats:
    spread = float(likeness.std()) if len(likeness) else 0.0
    if spread < LEAST:
        return np.zeros_like(likeness)
    standing: Floats = (likeness - likeness.mean()) / spread
    return standing


def strength(squares: Floats, sums: Floats) -> Floats:
    """Give the standard deviation of weighted opinions that are partly alike."""
    variance = (1 - ALIKE) * squares + ALIKE * sums**2
    return np.sqrt(np.maximum(variance, LEAST)).astype(np.float32)


def agreed(opinions: Sequence[tuple[float, float]]) -> float:
    """Join the opinions of several models on one pair: (weight, steps of its spread) each."""
    if not opinions:
        return 0.0
    weights = np.array([weight for weight, _steps in opinions], np.float32)
    total = float(sum(weight * steps for weight, steps in opinions))
    squares, sums = (weights**2).sum(), weights.sum()
    return total / float(strength(np.array([squares]), np.array([sums]))[0])
