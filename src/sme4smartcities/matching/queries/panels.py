"""What matching shows on the pages of others: in the Studio and on the desk."""

from collections.abc import Mapping
from typing import Any

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.fits import match_of
from sme4smartcities.matching.queries.shown import Told, needs_told
from sme4smartcities.matching.scoring.verdict import Match
from sme4smartcities.organisations.models import State
from sme4smartcities.organisations.models.organisation import scopes

ON_DESK = 5
SAME = 20  # organisations of one member that a challenge may fit at most before others are lost


def in_studio(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Lead those who write a challenge to who could solve it."""
    challenge = challenge_for(actor, subject.id)
    if challenge is None or not may_consult(actor, challenge):
        return None
    return {"matched": challenge}


def on_desk(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Give the five best open challenges for the organisations that the member manages."""
    found = best_challenges(actor, ON_DESK)
    return {"matches": found} if found else None


def best_challenges(actor: Actor, limit: int) -> list[Told]:
    """Give the open challenges that fit best, each once, with the organisation or solution that
    fits. Four queries for any number of organisations."""
    fits = Fit.objects.filter(
        organisation__in=scopes(actor, "manager"),
        organisation__state=State.LISTED,
        challenge__in=Challenge.objects.published(),
    ).order_by("-points", "challenge", "offer_kind", "offer_id")
    best: dict[int, Match] = {}
    for row in fits[: limit * SAME]:
        best.setdefault(row.challenge_id, match_of(row))
    return needs_told(actor, list(best.values())[:limit])
