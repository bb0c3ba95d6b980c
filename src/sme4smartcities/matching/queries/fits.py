"""A judged match as it is kept, and back."""

from typing import Any

from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.scoring.parts import Part
from sme4smartcities.matching.scoring.verdict import ANSWER, NO_PARTS, Match, weighed


def parts_of(match: Match) -> list[list[Any]]:
    return [[one.name, one.share, list(one.shared), list(one.missing)] for one in match.parts]


def match_of(row: Fit, muted: frozenset[str] = NO_PARTS) -> Match | None:
    """Give the match that a row keeps, as a reader with these muted parts sees it."""
    parts = [
        Part(name=name, share=share, shared=tuple(shared), missing=tuple(missing))
        for name, share, shared, missing in row.parts
        if name in ANSWER.weights
    ]
    need = Subject("challenge", row.challenge_id)
    return weighed(need, Subject(row.offer_kind, row.offer_id), parts, muted=muted)
