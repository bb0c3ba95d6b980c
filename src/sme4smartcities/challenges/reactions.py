"""Which work follows what happened to challenges: those who follow one hear of it."""

from sme4smartcities.challenges import tasks
from sme4smartcities.challenges.facts import QuestionAnswered
from sme4smartcities.core.journal.reactors import Recorded


def tell_of_answer(recorded: Recorded) -> None:
    fact: QuestionAnswered = recorded.fact
    tasks.tell_of_answer.enqueue(fact.question_id, recorded.at.isoformat(), fact.actor_id or 0)


def tell_of_change(recorded: Recorded) -> None:
    """Tell of the changes of one day once: an officer saves often."""
    _tell(recorded, "news-changed", f"{recorded.at.date()}")


def tell_of_step(recorded: Recorded) -> None:
    _tell(recorded, f"news-{recorded.fact.now}", str(recorded.entry_id))


def _tell(recorded: Recorded, kind: str, key: str) -> None:
    fact = recorded.fact
    at, spared = recorded.at.isoformat(), fact.actor_id or 0
    tasks.tell_followers.enqueue(fact.subject_id, kind, key, at, spared)
