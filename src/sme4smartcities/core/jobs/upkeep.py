"""The queue's periodic housekeeping."""

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.services import forget_done_jobs


@task()
def tidy_jobs() -> int:
    return forget_done_jobs()
