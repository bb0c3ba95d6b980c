"""What answers what: the challenges of a solution, and the solutions of a challenge."""

from collections.abc import Mapping, Sequence
from typing import Any

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.panels import asked_once_a_page
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.organisations.models import Layer
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.solutions.models import Answer, Solution
from sme4smartcities.solutions.policies import may_answer_challenge

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


@asked_once_a_page
def answering(actor: Actor, number: int) -> list[Answer]:
    """Give the solutions that answer the challenge of a number, for every part of its page."""
    rows = Answer.objects.filter(
        challenge=number, solution__in=Solution.objects.published()
    ).select_related("solution")
    return list(rows[:SHOWN])


def on_challenge(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Fill a place on a challenge's page: what answers it, and the reader's solutions that could."""
    own = _own(actor)
    answers = answering(actor, subject.id)
    if not own and not answers:
        return None
    challenge = challenge_for(actor, subject.id)
    if challenge is None or challenge.layer == Layer.RECORD:
        return None
    held = {one.solution_id for one in answers}
    offers = [one for one in own if one.pk not in held and may_answer_challenge(one, challenge)]
    if not answers and not offers:
        return None
    return {"answered": challenge, "answers": answers, "offers": offers}


def _own(actor: Actor) -> Sequence[Solution]:
    """Give the published solutions of the organisations that the reader manages."""
    if not scopes(actor, "manager"):
        return ()
    rows = Solution.objects.published().owned_by(actor).prefetch_related("owners")
    return list(rows.order_by("pk")[:SHOWN])
