"""A judged match as it is kept, and back."""

from typing import Any

from sme4smartcities.challenges.models import Challenge
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


def beside(organisation: int) -> list[Subject]:
    """Give whose lists hold an organisation or a challenge of it, or would: what is judged again
    when it sets other limits. Two queries."""
    open_now = Challenge.objects.published().filter(owner=organisation).order_by("pk")
    challenges = list(open_now.values_list("pk", flat=True))
    kept = Fit.objects.filter(challenge__in=challenges).order_by().values_list("organisation")
    others = sorted({number for (number,) in kept.distinct()} | {organisation})
    return [
        *(Subject("challenge", number) for number in challenges),
        *(Subject("organisation", number) for number in others),
    ]
