"""Who may run a job: a lease with a term, renewed while the work lasts, free for all after it."""

import os
import secrets
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sme4smartcities.core.jobs.engine import LeaseLost, Patience
from sme4smartcities.core.jobs.models import Job

BATCH = 200  # rows per transaction: writers of SQLite wait for one another
GRACE = timedelta(seconds=30)  # for a living worker that a busy machine keeps from its heartbeat
PLAUSIBLE = timedelta(seconds=60)  # no lease is longer
HOST = socket.gethostname()[:40]
ERROR_LENGTH = 8000  # the end of a traceback says most


def waiting(task: str, key: str) -> QuerySet[Job]:
    """The one job of this task and key that has not started yet."""
    return Job.objects.filter(~Q(key=""), task=task, key=key, leased_until=None, finished_at=None)


def put_in_line(job: Job, run_after: datetime) -> None:
    """Let a job wait for its time, or for its turn when that has come."""
    job.run_after = run_after
    job.status = Job.Status.LATER if run_after > timezone.now() else Job.Status.READY


def due(queues: Sequence[str]) -> QuerySet[Job]:
    """Jobs that may start now, in their order; a series waits for its earlier job.

    Two kinds of rows, ready and later, keep this a look at the head of one index however many jobs
    are due and however many are delayed.
    """
    earlier = Job.objects.filter(  # says all that the index job_series says, to be found by it
        ~Q(series=""), series=OuterRef("series"), id__lt=OuterRef("id"), finished_at=None
    )
    return (
        Job.objects.filter(status=Job.Status.READY, queue__in=queues)
        .exclude(~Q(series="") & Exists(earlier))
        .order_by("-priority", "run_after", "id")
    )


def call_up() -> None:
    """Make the delayed jobs ready whose time has come."""
    come = Job.objects.filter(status=Job.Status.LATER, run_after__lte=timezone.now())
    while come.exists() and _call_up(come):
        continue


@transaction.atomic
def _call_up(come: QuerySet[Job]) -> int:
    ids = list(locked(come).values_list("pk", flat=True)[:BATCH])
    return Job.objects.filter(pk__in=ids).update(status=Job.Status.READY)


def locked(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Lock the rows, passing over those that another transaction holds, where the engine can."""
    return jobs.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",)
    )


def claim(queues: Sequence[str], owner: str, patience: Patience) -> Job | None:
    """Lease the next due job, or give None. Looks first, so that an idle worker writes nothing."""
    call_up()
    if not due(queues).exists():
        return None
    with transaction.atomic():
        job = locked(due(queues)).first()
        if job is None:
            return None
        now = timezone.now()
        job.status = Job.Status.RUNNING
        job.attempts += 1
        job.lease_owner = owner
        job.leased_until = now + timedelta(seconds=patience.lease)
        job.started_at = now
        job.save(update_fields=["status", "attempts", "lease_owner", "leased_until", "started_at"])
        return job


def held(job: Job) -> QuerySet[Job]:
    """The job's row as long as this very lease is in force: same owner, same attempt."""
    return Job.objects.filter(
        pk=job.pk,
        status=Job.Status.RUNNING,
        lease_owner=job.lease_owner,
        attempts=job.attempts,
    )


def renew(owner: str, ids: Sequence[int], patience: Patience) -> None:
    Job.objects.filter(pk__in=ids, status=Job.Status.RUNNING, lease_owner=owner).update(
        leased_until=timezone.now() + timedelta(seconds=patience.lease)
    )


def complete(job: Job, result: Any) -> None:
    """Mark the job as done. Raises LeaseLost when it is no longer this worker's."""
    finished = held(job).update(
        status=Job.Status.DONE, result=result, finished_at=timezone.now(), leased_until=None
    )
    if not finished:
        raise LeaseLost(str(job))


@transaction.atomic
def fail(job: Job, error: BaseException, patience: Patience) -> None:
    """Put a failed job back with a delay, or set it aside after its last try."""
    mine = locked(held(job)).first()
    if mine is not None:
        text = "".join(format_exception(error))[-ERROR_LENGTH:]
        name = f"{type(error).__module__}.{type(error).__qualname__}"
        _put_back(mine, name, text, patience, patience.delay(mine.attempts))


def abandoned() -> list[int]:
    """Find running jobs whose worker looks dead; reads only.

    A lease that ends implausibly late was given before the clock was set back; it counts as run
    out, since nobody knows how long its owner has been silent.
    """
    now = timezone.now()
    late = Q(leased_until__lt=now) | Q(leased_until__gt=now + PLAUSIBLE)
    jobs = Job.objects.filter(late, status=Job.Status.RUNNING)
    rows = jobs.values_list("pk", "lease_owner", "leased_until")[:BATCH]
    return [
        pk
        for pk, owner, until in rows
        if not (until and now - GRACE < until < now and lives_here(owner))
    ]


@transaction.atomic
def rescue(ids: Sequence[int], patience: Patience) -> int:
    """Free these jobs unless their owner stirred meanwhile; give how many."""
    now = timezone.now()
    late = Q(leased_until__lt=now) | Q(leased_until__gt=now + PLAUSIBLE)
    jobs = locked(Job.objects.filter(late, status=Job.Status.RUNNING, pk__in=ids))
    for job in jobs:
        said = f"The worker {job.lease_owner} fell silent while it ran this job."
        _put_back(job, "LeaseLost", said, patience, timedelta())
    return len(jobs)


def owner_name() -> str:
    return f"{HOST}:{os.getpid()}:{secrets.token_hex(4)}"


def lives_here(owner: str) -> bool:
    """Say whether the owner is a process of this machine that still runs, if only slowly."""
    host, _, rest = owner.partition(":")
    number = rest.partition(":")[0]
    if host != HOST or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, but there
        return True
    return True


def _put_back(job: Job, name: str, text: str, patience: Patience, delay: timedelta) -> None:
    job.error_class, job.error = name[:200], text
    job.lease_owner, job.leased_until = "", None
    if job.attempts >= patience.tries:
        job.status, job.finished_at = Job.Status.FAILED, timezone.now()
    else:
        put_in_line(job, timezone.now() + delay)
        if _twin_takes_over(job):
            return
    job.save()


def _twin_takes_over(job: Job) -> bool:
    """Merge a failed job into the waiting one of the same key, which does the same work later.

    The twin inherits the tries, or a job that is enqueued often would fail for ever unseen.
    """
    if not job.key:
        return False
    merged = waiting(job.task, job.key).update(
        attempts=job.attempts,
        status=job.status,
        run_after=job.run_after,
        error_class=job.error_class,
        error=job.error,
    )
    if merged:
        job.delete()
    return bool(merged)
