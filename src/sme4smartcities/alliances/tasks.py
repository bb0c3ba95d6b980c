"""What runs by itself: old offers go, invitations expire, people are reminded of meetings."""

from sme4smartcities.alliances.services import following, reminding, seating
from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.tasks import SLOW


@task(queue_name=SLOW)
def let_old_offers_go() -> None:
    while following.forget_offers():
        pass


@task(queue_name=SLOW)
def let_invitations_expire() -> None:
    while seating.expire_invitations():
        pass


@task(queue_name=SLOW)
def remind_of_meetings() -> None:
    while reminding.remind():
        pass
