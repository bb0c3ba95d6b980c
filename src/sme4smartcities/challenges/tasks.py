"""What challenges do by themselves: owners hear of questions that wait, followers of what is new."""

from datetime import datetime

from sme4smartcities.challenges import services
from sme4smartcities.core.jobs import task


@task
def remind_of_questions() -> None:
    while services.remind_owners():
        pass


@task
def tell_followers(challenge: int, kind: str, key: str, at: str, spared: int) -> None:
    services.tell_followers(
        services.Happening(
            challenge=challenge,
            kind=kind,
            key=key,
            at=datetime.fromisoformat(at),
            spared=[spared],
        )
    )


@task
def tell_of_answer(question: int, at: str, spared: int) -> None:
    services.tell_of_answer(question=question, at=datetime.fromisoformat(at), spared=spared)
