"""The embedded engine: jobs in a table of the platform's own database, on SQLite or PostgreSQL."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime
from threading import Event, Thread
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks.base import Task as BaseTask
from django_tasks.base import TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from sme4smartcities.core.jobs import leases
from sme4smartcities.core.jobs.engine import DeadLetter, Engine, Figures, LeaseLost, task_at
from sme4smartcities.core.jobs.lanes import HeartBeat, Lane, owner_name
from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.jobs.tasks import QUICK, SLOW

log = logging.getLogger(__name__)

BATCH = 200  # rows per transaction: writers of SQLite wait for one another
LONGEST_TRANSACTION = 0.1  # seconds
SAME_NAME = {
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
        fields = {
            "args": normalize_json(args),
            "kwargs": normalize_json(kwargs),
            "queue": task.queue_name,
            "priority": task.priority,
            "series": task.series,
            "run_after": task.run_after or now,
            "enqueued_at": now,
        }
        if not task.key:
            job = Job.objects.create(task=task.module_path, **fields)
        else:
            job = self._waiting_or_new(task, fields)
        return self._result(job, task)

    @transaction.atomic
    def _waiting_or_new(self, task: Any, fields: dict[str, Any]) -> Job:
        """Lock the waiting job, so that it cannot start before the caller's writes are committed."""
        return Job.objects.select_for_update().get_or_create(
            task=task.module_path, key=task.key, status=Job.Status.READY, defaults=fields
        )[0]

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
        owner = owner_name()
        lanes = [
            Lane(self.run_next, queue, owner, stop)
            for queue in sorted(self.queues or {QUICK, SLOW})
        ]
        return [*lanes, HeartBeat(lanes, owner, self.patience)]

    def rescue(self) -> int:
        return leases.rescue(self.patience) if leases.silence() else 0

    def run_due(self) -> int:
        lane = Lane(self.run_next, "", owner_name(), Event())
        ran = 0
        while self.run_next(sorted(self.queues), lane):
            ran += 1
        return ran

    def figures(self) -> Figures:
        now = timezone.now()
        ready = Q(status=Job.Status.READY)
        late = ready & Q(run_after__lte=now)
        row = Job.objects.exclude(status=Job.Status.DONE).aggregate(
            waiting=Count("id", filter=ready),
            due=Count("id", filter=late),
            running=Count("id", filter=Q(status=Job.Status.RUNNING)),
            dead=Count("id", filter=Q(status=Job.Status.FAILED)),
            oldest=Min("run_after", filter=late),
        )
        oldest = row.pop("oldest")
        return Figures(**row, age=(now - oldest).total_seconds() if oldest else 0.0)

    def dead_letters(self, limit: int = 100) -> list[DeadLetter]:
        dead = Job.objects.filter(status=Job.Status.FAILED).order_by("-finished_at")
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
            for job in dead[:limit]
        ]

    def retry(self, ids: Sequence[str]) -> int:
        return sum(self._revive(int(number)) for number in ids)

    @transaction.atomic
    def _revive(self, number: int) -> bool:
        job = leases.locked(Job.objects.filter(pk=number, status=Job.Status.FAILED)).first()
        if job is None:
            return False
        waits = Job.objects.filter(task=job.task, key=job.key, status=Job.Status.READY)
        if job.key and waits.exists():
            job.delete()
            return True
        job.status, job.run_after, job.attempts = Job.Status.READY, timezone.now(), 0
        job.save()
        return True

    def troubles(self) -> list[str]:
        jobs = Job.objects.exclude(status=Job.Status.DONE).exclude(error="")
        return [f"{job}: {job.error}" for job in jobs]

    def forget(self, before: datetime) -> int:
        done = Job.objects.filter(status=Job.Status.DONE, finished_at__lt=before)
        total = 0
        while ids := list(done.values_list("pk", flat=True)[:BATCH]):
            total += Job.objects.filter(pk__in=ids).delete()[0]
        return total
