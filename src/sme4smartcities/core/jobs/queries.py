"""How the queue is doing: figures for the health page and the operator."""

from datetime import timedelta

from django.utils import timezone

from sme4smartcities.core.jobs.engine import DeadLetter, Figures, engine
from sme4smartcities.core.jobs.models import Worker

ALIVE = 60  # seconds since the last pulse


def figures() -> Figures:
    return engine().figures()


def queue_age() -> float:
    """Seconds that the oldest due job has waited; 0 when none waits."""
    return figures().age


def dead_letters(limit: int = 100) -> list[DeadLetter]:
    return engine().dead_letters(limit)


def workers_alive() -> int:
    since = timezone.now() - timedelta(seconds=ALIVE)
    return Worker.objects.filter(seen_at__gte=since).count()
