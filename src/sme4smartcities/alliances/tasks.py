"""What runs by itself: old offers go."""

from sme4smartcities.alliances.services import following
from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.tasks import SLOW


@task(queue_name=SLOW)
def let_old_offers_go() -> None:
    while following.forget_offers():
        pass
