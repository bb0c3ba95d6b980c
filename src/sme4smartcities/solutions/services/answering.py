"""Owners state which open challenges their solution answers, and take that back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor
from sme4smartcities.solutions import facts
from sme4smartcities.solutions.models import Answer, Solution
from sme4smartcities.solutions.policies import may_answer_challenge
from sme4smartcities.solutions.services.solutions import opened

MOST = 20
NOT_ANSWERED = _(
    "A published solution answers open challenges of others, examples those of examples."
)


@transaction.atomic
def state_answer(*, actor: Actor, solution: Solution, challenge: Challenge) -> Answer:
    """Say that the solution answers a challenge; a second click changes nothing."""
    row = opened(actor, solution)
    if not may_answer_challenge(row, challenge):
        raise Refused(NOT_ANSWERED)
    if row.answers.exclude(challenge=challenge).count() >= MOST:
        raise Refused(_("There is room for %(most)s of them.") % {"most": MOST})
    made, new = Answer.objects.get_or_create(
        solution=row, challenge=challenge, defaults={"stated_by_id": actor.pk}
    )
    if new:
        record(facts.AnswerStated(actor_id=actor.pk, subject_id=row.pk, challenge_id=challenge.pk))
    return made


@transaction.atomic
def take_answer_back(*, actor: Actor, answer: Answer) -> None:
    row = opened(actor, answer.solution)
    number = answer.challenge_id
    answer.delete()
    record(facts.AnswerTakenBack(actor_id=actor.pk, subject_id=row.pk, challenge_id=number))
