"""Owners state which open challenges their solution answers, and take that back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor
from sme4smartcities.solutions import facts
from sme4smartcities.solutions.models import Answer, Solution
from sme4smartcities.solutions.policies import fits_challenge, may_answer_challenge
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
    return _stated(actor, row, challenge)


@transaction.atomic
def bring_answer(*, actor: Actor, solution: Solution, challenge: Challenge) -> Answer | None:
    """State what the file of a draft says it answers; nobody reads it before that is published.

    Gives None, and states nothing, where the challenge is closed or of another layer.
    """
    row = opened(actor, solution)
    return _stated(actor, row, challenge) if fits_challenge(row, challenge) else None


def _stated(actor: Actor, row: Solution, challenge: Challenge) -> Answer:
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
