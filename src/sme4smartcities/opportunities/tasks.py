"""Work of the radar that runs later."""

from collections.abc import Sequence

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.tasks import SLOW
from sme4smartcities.opportunities.services import dating, following


@task()
def follow_organisation(number: int) -> None:
    following.follow_organisation(number)


@task(queue_name=SLOW)
def follow_terms(numbers: Sequence[int]) -> None:
    following.follow_terms(numbers)


@task(queue_name=SLOW)
def follow_lists() -> None:
    following.follow_lists()


@task()
def turn_dates() -> None:
    dating.turn_dates()
