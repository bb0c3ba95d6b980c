"""What an operator may do to the queue, and the queue's own housekeeping."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from sme4smartcities.core.jobs.engine import engine

DONE_JOBS_STAY = timedelta(days=2)


def retry_dead_letters(ids: Sequence[str] | None = None) -> int:
    """Let dead letters start anew, all or those named; give how many."""
    letters = [letter.id for letter in engine().dead_letters(limit=10_000)] if ids is None else ids
    return engine().retry(letters)


def forget_done_jobs() -> int:
    """Delete jobs that ended well some days ago; give how many."""
    return engine().forget(timezone.now() - DONE_JOBS_STAY)
