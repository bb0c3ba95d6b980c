"""What lies near a text that somebody asks by: the nearest subjects of a kind, by meaning.

What comes out was open when it was read; it may be so no longer. Whoever asks keeps only what the
reader may know of, before anything is counted or shown.
"""

import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching import companion
from sme4smartcities.matching.embedding import EmbeddingFailed, embedders, known
from sme4smartcities.matching.queries.shelves import means, panel_of
from sme4smartcities.matching.vectors.means import centred
from sme4smartcities.matching.vectors.panel import ENOUGH, standing
from sme4smartcities.matching.vectors.pool import Numbers, best, by_subject
from sme4smartcities.matching.vectors.reading import Passage, read

log = logging.getLogger(__name__)

KINDS = ("challenge", "solution", "organisation")  # whose texts models read
LONGEST = 2_000  # characters of a text that asks
DIGITS = 3


class Near(NamedTuple):
    """``likeness``: 0 for texts that have nothing in common, in steps of their spread;
    ``standing``: how far it stands out among all of its kind and language."""

    subject: Subject
    likeness: float
    standing: float


def can_read() -> bool:
    """Say whether any model is there to be asked."""
    return bool(known())


def make_ready() -> None:
    """Have the models woken, for a reader who is about to ask."""
    if can_read() and companion.is_beside():
        companion.call()


def nearest(text: str, *, language: str, kinds: Sequence[str], many: int) -> list[Near] | None:
    """Give up to ``many`` subjects of each kind, the nearest first; None when nobody can say now.

    ``language``: in which the text is written, "" where nobody knows.
    """
    asked = [kind for kind in kinds if kind in KINDS]
    if not asked or not text.strip() or not can_read():
        return None
    question: dict[str, Any] = {
        "text": text[:LONGEST],
        "language": language,
        "kinds": asked,
        "many": many,
    }
    rows = companion.ask(question) if companion.is_beside() else near_here(**question)
    if rows is None:
        return None
    return [Near(Subject(kind, number), *steps) for kind, number, *steps in rows]


Row = tuple[str, int, float, float]


def near_here(*, text: str, language: str, kinds: Sequence[str], many: int) -> list[Row] | None:
    """Answer in this process: kind, id, likeness and standing."""
    asked = _asked(text, language)
    if not asked:
        return None
    found: list[Row] = []
    for kind in kinds:
        found += _near(kind, asked, many)
    return sorted(found, key=lambda row: (-row[3], row[0], row[1]))


def _asked(text: str, language: str) -> dict[str, Any]:
    """Read the text with every model that knows its language."""
    sums, found = means(), {}
    for one in embedders():
        if one.knows(language):
            try:
                row = read(one, [Passage(language, "", text)])[0]
            except EmbeddingFailed as problem:
                log.warning("a question was not read: %s", problem)
                continue
            found[one.model] = centred(row, sums[one.model].of("", language))
    return found


def _near(kind: str, asked: dict[str, Any], many: int) -> list[Row]:
    """Compare with what is open alone: a draft moves nothing, not even by what is usual."""
    panel = panel_of(kind)
    if not len(panel.subjects) or not asked.keys() & panel.voices.keys():
        return []
    rows = _open(kind, panel.subjects)
    likeness = panel.likeness(asked)[rows]
    few = len(likeness) < ENOUGH  # of a handful, one always stands out
    out = likeness if few else standing(likeness, panel.languages[rows])
    numbers, nearest_text = by_subject(likeness, panel.subjects[rows])
    _same, furthest_out = by_subject(out, panel.subjects[rows])
    return [
        (
            kind,
            int(numbers[place]),
            round(float(nearest_text[place]), DIGITS),
            round(float(furthest_out[place]), DIGITS),
        )
        for place in best(furthest_out, numbers, many)
    ]


def _open(kind: str, subjects: Numbers) -> npt.NDArray[np.bool_]:
    """Say which texts belong to something open; of drafts only challenges are read by models."""
    if kind != "challenge":
        return np.ones(len(subjects), np.bool_)
    listed = Challenge.objects.listed().values_list("pk", flat=True)
    found: npt.NDArray[np.bool_] = np.isin(subjects, np.fromiter(listed, np.int64))
    return found
