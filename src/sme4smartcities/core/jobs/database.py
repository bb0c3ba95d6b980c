"""The embedded engine: jobs in a table of the platform's own database, on SQLite or PostgreSQL."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime
from threading import Event, Thread
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django_tasks.base import Task as BaseTask
from django_tasks.base import TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from sme4smartcities.core.jobs import leases
from sme4smartcities.core.jobs.engine import DeadLetter, Engine, Figures, LeaseLost, task_at
from sme4smartcities.core.jobs.lanes import HeartBeat, Lane
from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.jobs.tasks import QUICK, SLOW

log = logging.getLogger(__name__)

RACES = 10
LONGEST_TRANSACTION = 0.1  # seconds
SAME_NAME = {
    Job.Status.LATER: TaskResultStatus.READY,
    Job.Status.READY: TaskResultStatus.READY,
    Job.Status.RUNNING: TaskResultStatus.RUNNING,
    Job.Status.DONE: TaskResultStatus.SUCCESSFUL,
    Job.Status.FAILED: TaskResultStatus.FAILED,
}


class DatabaseEngine(Engine):
    """Leases with heartbeats; a killed worker's jobs are free again after a few seconds."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        """Add a job in the caller's transaction, or give the waiting one of the same key."""
        self.validate_task(task)
        now = timezone.now()
        job = Job(
            task=task.module_path,
            args=normalize_json(args),
            kwargs=normalize_json(kwargs),
            queue=task.queue_name,
            priority=task.priority,
            key=task.key,
            series=task.series,
            enqueued_at=now,
        )
        leases.put_in_line(job, task.run_after or now)
        return self._result(_unless_it_waits(job) if task.key else _saved(job), task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        job = Job.objects.filter(pk=result_id).first() if result_id.isdigit() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return self._result(job, task_at(job.task))

    def _result(self, job: Job, task: BaseTask[Any, Any]) -> TaskResult[Any]:
        errors = [TaskError(exception_class_path=job.error_class, traceback=job.error)]
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=str(job.pk),
            status=SAME_NAME[Job.Status(job.status)],
            enqueued_at=job.enqueued_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
            last_attempted_at=job.started_at,
            args=job.args,
            kwargs=job.kwargs,
            backend=self.alias,
            errors=errors if job.error else [],
            worker_ids=[job.lease_owner] * job.attempts,
        )
        object.__setattr__(result, "_return_value", job.result)
        return result

    def run_next(self, queues: Sequence[str], lane: Lane) -> bool:
        """Claim one job and run it; say whether there was one."""
        job = leases.claim(queues, lane.owner, self.patience)
        if job is None:
            return False
        lane.job_id = job.pk
        self.perform(job)
        return True

    def perform(self, job: Job) -> None:
        """Run a leased job and write down how it ended."""
        try:
            task = task_at(job.task)
            if task.atomic:
                self._at_once(task, job)
            else:
                leases.complete(job, normalize_json(task.call(*job.args, **job.kwargs)))
        except LeaseLost:
            log.warning("job %s was taken over by another worker", job)
        except (Exception, SystemExit) as error:
            log.exception("job %s failed at attempt %s", job, job.attempts)
            leases.fail(job, error, self.patience)

    def _at_once(self, task: BaseTask[..., Any], job: Job) -> None:
        with transaction.atomic():
            started = time.monotonic()
            leases.complete(job, normalize_json(task.call(*job.args, **job.kwargs)))
        took = time.monotonic() - started
        if took > LONGEST_TRANSACTION and connection.vendor == "sqlite":
            log.warning("atomic job %s held the write lock for %.2f s", job, took)

    def crew(self, stop: Event) -> Sequence[Thread]:
        owner = leases.owner_name()
        lanes = [
            Lane(self.run_next, queue, owner, stop)
            for queue in sorted(self.queues or {QUICK, SLOW})
        ]
        return [*lanes, HeartBeat(lanes, owner, self.patience)]

    def rescue(self) -> int:
        ids = leases.abandoned()
        return leases.rescue(ids, self.patience) if ids else 0

    def run_due(self) -> int:
        lane = Lane(self.run_next, "", leases.owner_name(), Event())
        ran = 0
        while self.run_next(sorted(self.queues), lane):
            ran += 1
        return ran

    def figures(self) -> Figures:
        now = timezone.now()
        later = Job.objects.filter(status=Job.Status.LATER)
        ready = Job.objects.filter(status=Job.Status.READY)
        parts = [
            rows.aggregate(count=Count("id"), oldest=Min("run_after"))
            for rows in (ready, later.filter(run_after__lte=now), later.filter(run_after__gt=now))
        ]
        waits = [(now - part["oldest"]).total_seconds() for part in parts[:2] if part["count"]]
        return Figures(
            waiting=sum(part["count"] for part in parts),
            due=parts[0]["count"] + parts[1]["count"],
            running=Job.objects.filter(status=Job.Status.RUNNING).count(),
            dead=_dead().count(),
            age=max(0.0, *waits, 0.0),
        )

    def dead_letters(self, limit: int = 100) -> list[DeadLetter]:
        return [
            DeadLetter(
                id=str(job.pk),
                task=job.task,
                args=job.args,
                kwargs=job.kwargs,
                attempts=job.attempts,
                error=job.error,
                at=job.finished_at,
            )
            for job in _dead().order_by("-finished_at")[:limit]
        ]

    def retry(self, ids: Sequence[str]) -> int:
        return sum(self._revive(int(number)) for number in ids)

    @transaction.atomic
    def _revive(self, number: int) -> bool:
        job = leases.locked(Job.objects.filter(pk=number, status=Job.Status.FAILED)).first()
        if job is None:
            return False
        if job.key and leases.waiting(job.task, job.key).exists():
            job.delete()
            return True
        leases.put_in_line(job, timezone.now())
        job.attempts, job.finished_at = 0, None
        job.save()
        return True

    def troubles(self) -> list[str]:
        jobs = Job.objects.exclude(status=Job.Status.DONE).exclude(error="")
        return [f"{job}: {job.error}" for job in jobs]

    def forget(self, before: datetime) -> int:
        done = Job.objects.filter(status=Job.Status.DONE, finished_at__lt=before)
        total = 0
        while ids := list(done.values_list("pk", flat=True)[: leases.BATCH]):
            total += Job.objects.filter(pk__in=ids).delete()[0]
        return total


def _dead() -> QuerySet[Job]:
    return Job.objects.filter(status=Job.Status.FAILED, finished_at__isnull=False)


def _saved(job: Job) -> Job:
    job.save()
    return job


@transaction.atomic
def _unless_it_waits(job: Job) -> Job:
    """Save the job, or give the one of its key that waits.

    That row is locked, so that it cannot start before the caller's writes are committed.
    """
    for _ in range(RACES):
        twin = leases.waiting(job.task, job.key).select_for_update().first()
        if twin is not None:
            return twin
        try:
            with transaction.atomic():
                return _saved(job)
        except IntegrityError:  # somebody else was faster: his row is the one to wait for
            job.pk = None
    raise OperationalError(f"{job.task} {job.key}: no end of others enqueueing it")
