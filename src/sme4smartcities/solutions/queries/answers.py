"""What answers what: the challenges of a solution, and the solutions of a challenge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.panels import asked_once_a_page
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.organisations.models import Layer
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.solutions.models import Answer, Solution, SolutionOwner
from sme4smartcities.solutions.models.solution import owned_by

SHOWN = 30


def answered_by(solution: Solution, actor: Actor) -> list[Answer]:
    """Give the challenges that a solution answers and the reader may see. One query."""
    if not getattr(solution, "has_answers", True):
        return []
    seen = Challenge.objects.visible_to(actor)
    rows = solution.answers.filter(challenge__in=seen).select_related("challenge__owner")
    return list(rows[:SHOWN])


def answer_of(solution: Solution, number: int) -> Answer | None:
    return solution.answers.filter(pk=number).first()


def answer_to(solution: Solution, challenge: int) -> Answer | None:
    return solution.answers.filter(challenge=challenge).first()


@dataclass(frozen=True)
class Answering:
    """What stands beside a challenge: solutions that answer it, each with ``stated_at``, in the order
    in which that was said, and others of the reader's that could."""

    stated: Sequence[Solution]
    could: Sequence[Solution]


@asked_once_a_page
def answering(actor: Actor, number: int) -> Answering:
    """Give the solutions beside the challenge of a number, for every part of its page. One query."""
    said = Answer.objects.filter(challenge=number, solution=OuterRef("pk"))
    beside = Q(pk__in=Answer.objects.filter(challenge=number).values("solution"))
    if scopes(actor, "manager"):
        # As fits_challenge has it: nobody answers what he or she asks.
        asks = Challenge.objects.filter(pk=number)
        open_now = Q(layer__in=asks.published().values("layer"))
        of_owner = SolutionOwner.objects.filter(organisation__in=asks.values("owner"))
        others = open_now & ~Q(pk__in=of_owner.values("solution"))
        beside |= Q(pk__in=owned_by(actor)) & others
    rows = Solution.objects.published().filter(beside)
    rows = rows.annotate(
        said=Subquery(said.values("pk")), stated_at=Subquery(said.values("stated_at"))
    )
    found = list(rows.order_by(F("said").asc(nulls_last=True), "pk")[: 2 * SHOWN])
    stated = [row for row in found if row.said]
    return Answering(stated[:SHOWN], [row for row in found if not row.said][:SHOWN])


def on_challenge(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Fill a place on a challenge's page: what answers it, and the reader's solutions that could."""
    found = answering(actor, subject.id)
    if not found.stated and not found.could:
        return None
    challenge = challenge_for(actor, subject.id)
    if challenge is None or challenge.layer == Layer.RECORD:
        return None
    return {"answered": challenge, "answers": found.stated, "offers": found.could}
