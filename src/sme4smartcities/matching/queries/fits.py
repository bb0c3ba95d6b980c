"""A judged match as it is kept, and back."""

from typing import Any

from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.scoring.parts import Part
from sme4smartcities.matching.scoring.verdict import Match
from sme4smartcities.matching.scoring.weights import LEVELS

_levels = {level.code: level for level in LEVELS}


def parts_of(match: Match) -> list[list[Any]]:
    return [[one.name, one.share, list(one.shared), list(one.missing)] for one in match.parts]


def match_of(row: Fit) -> Match:
    """Give the match that a row keeps."""
    return Match(
        need=Subject("challenge", row.challenge_id),
        offer=Subject(row.offer_kind, row.offer_id),
        points=row.points,
        level=_levels[row.level],
        parts=tuple(
            Part(name=name, share=share, shared=tuple(shared), missing=tuple(missing))
            for name, share, shared, missing in row.parts
        ),
    )
