"""The same tasks on Procrastinate: workers on many hosts share the jobs of one PostgreSQL.

Procrastinate keeps and hands out the jobs; ours are the tries, the results, the errors and the
rescue of jobs whose worker fell silent. One task of theirs, RUN, carries all of ours.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Thread
from traceback import format_exception
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks.base import TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job as TheirJob
from procrastinate.psycopg_connector import PsycopgConnector

from sme4smartcities.core.jobs.engine import DeadLetter, Engine, Figures, task_at
from sme4smartcities.core.jobs.models import Outcome

log = logging.getLogger(__name__)

JobRow: Any = ProcrastinateJob  # their managers are untyped
EventRow: Any = ProcrastinateEvent

RUN = "sme4sc.run"
BATCH = 200
GLANCE = 0.2  # seconds between two looks at the stop sign
POLL = 1.0  # seconds between two looks for delayed jobs; new ones are notified
SAME_NAME = {
    "todo": TaskResultStatus.READY,
    "doing": TaskResultStatus.RUNNING,
    "succeeded": TaskResultStatus.SUCCESSFUL,
}


class ProcrastinateEngine(Engine, BaseRetryStrategy):
    """Chosen by SME4SC_JOBS=procrastinate; needs PostgreSQL."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        """Add a job in the caller's transaction, or give the waiting one of the same key."""
        self.validate_task(task)
        number = None
        while number is None:
            number = self._defer(task, args, kwargs) or self._waiting(task)
        return self._result(JobRow.objects.get(pk=number), task)

    def _defer(self, task: Any, args: Any, kwargs: Any) -> int | None:
        deferrer = app.configure_task(
            RUN,
            allow_unknown=True,
            queue=task.queue_name,
            priority=task.priority,
            lock=task.series or None,
            queueing_lock=_lock_of(task),
            schedule_at=task.run_after,
        )
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            return deferrer.defer(
                path=task.module_path, args=normalize_json(args), kwargs=normalize_json(kwargs)
            )
        return None

    def _waiting(self, task: Any) -> int | None:
        """Lock the waiting job, so that it cannot start before the caller's writes are committed."""
        with transaction.atomic():
            twin = JobRow.objects.select_for_update().filter(
                queueing_lock=_lock_of(task), status="todo"
            )
            number: int | None = twin.values_list("pk", flat=True).first()
            return number

    def get_result(self, result_id: str) -> TaskResult[Any]:
        job = JobRow.objects.filter(pk=result_id).first() if result_id.isdigit() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return self._result(job, task_at(job.args["path"]))

    def _result(self, job: ProcrastinateJob, task: Any) -> TaskResult[Any]:
        outcome = Outcome.objects.filter(pk=job.pk).first()
        at = dict(EventRow.objects.filter(job=job).order_by("at").values_list("type", "at"))
        errors = (
            [TaskError(exception_class_path=outcome.error_class, traceback=outcome.error)]
            if outcome and outcome.error
            else []
        )
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=str(job.pk),
            status=SAME_NAME.get(job.status, TaskResultStatus.FAILED),
            enqueued_at=at.get("deferred"),
            started_at=at.get("started"),
            finished_at=at.get("succeeded") or at.get("failed"),
            last_attempted_at=at.get("started"),
            args=job.args["args"],
            kwargs=job.args["kwargs"],
            backend=self.alias,
            errors=errors,
            worker_ids=[""] * job.attempts,
        )
        object.__setattr__(result, "_return_value", outcome.result if outcome else None)
        return result

    def run(
        self, context: JobContext, *, path: str, args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        """Run one of our tasks inside theirs."""
        number = context.job.id or 0
        try:
            task = task_at(path)
            if task.atomic:
                self._at_once(task, number, args, kwargs)
            else:
                result = normalize_json(task.call(*args, **kwargs))
                Outcome.objects.update_or_create(pk=number, defaults=_success(result))
        except (Exception, SystemExit) as error:
            log.exception("job %s %s failed at attempt %s", number, path, context.job.attempts + 1)
            _failed(number, error)
            raise RuntimeError(f"{path} failed") from None  # the cause is told and kept above

    def _at_once(self, task: Any, number: int, args: list[Any], kwargs: dict[str, Any]) -> None:
        """Run the task in the transaction that says so; whoever comes second finds it done.

        The row is written first: a second worker waits for it, or meets it.
        """
        Outcome.objects.filter(pk=number, done=False).delete()
        try:
            with transaction.atomic():
                row = Outcome.objects.create(pk=number, done=True)
                row.result = normalize_json(task.call(*args, **kwargs))
                row.save()
        except IntegrityError:
            if not Outcome.objects.filter(pk=number, done=True).exists():
                raise

    def get_retry_decision(
        self, *, exception: BaseException, job: TheirJob
    ) -> RetryDecision | None:
        """Say when a failed job is tried again: Procrastinate asks."""
        attempts = job.attempts + 1
        if attempts >= self.patience.tries:
            return None
        return RetryDecision(retry_at=timezone.now() + self.patience.delay(attempts))

    def crew(self, stop: Event) -> Sequence[Thread]:
        work = self._work(stop)
        return [Thread(target=asyncio.run, args=(work,), name="procrastinate", daemon=True)]

    async def _work(self, stop: Event, *, once: bool = False) -> None:
        """Serve each queue until told to stop, or until it is empty; finish what runs."""
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=8)
        theirs = DjangoApp(connector=connector)
        theirs.task(name=RUN, pass_context=True, retry=self)(self.run)
        async with theirs.open_async():
            lanes = [
                asyncio.create_task(
                    theirs.run_worker_async(
                        queues=[queue],
                        wait=not once,
                        listen_notify=not once,
                        fetch_job_polling_interval=POLL,
                        update_heartbeat_interval=self.patience.lease / 3,
                        stalled_worker_timeout=self.patience.lease,
                        install_signal_handlers=False,
                    )
                )
                for queue in sorted(self.queues)
            ]
            while not stop.is_set() and not all(lane.done() for lane in lanes):
                if not once and any(lane.done() for lane in lanes):
                    break  # a lane that died takes the worker with it: a fresh one starts
                await asyncio.sleep(GLANCE)
            for lane in lanes:
                lane.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)

    def run_due(self) -> int:
        """Run what is committed and due; the worker has connections of its own."""
        before = _runs_started()
        thread = Thread(target=asyncio.run, args=(self._work(Event(), once=True),))
        thread.start()
        thread.join()
        return _runs_started() - before

    def rescue(self) -> int:
        """Free the jobs of workers whose heartbeat stopped; by the database's clock."""
        late = Q(worker__last_heartbeat__lt=Now() - timedelta(seconds=self.patience.lease))
        silent = JobRow.objects.filter(late | Q(worker=None), status="doing")
        return sum(self._free(job) for job in silent[:BATCH])

    def _free(self, job: Any) -> bool:
        same = JobRow.objects.filter(
            pk=job.pk, status="doing", worker=job.worker_id, attempts=job.attempts
        )
        if job.attempts + 1 < self.patience.tries:
            changes: dict[str, Any] = {"status": "todo", "scheduled_at": None}
        else:
            changes = {"status": "failed"}
            _failed(job.pk, TimeoutError("The worker fell silent while it ran this job."))
        return bool(
            same.update(**changes, attempts=F("attempts") + 1, queueing_lock=None, worker=None)
        )

    def figures(self) -> Figures:
        now = timezone.now()
        ready, late = Q(status="todo"), Q(scheduled_at=None) | Q(scheduled_at__lte=now)
        jobs = JobRow.objects.filter(status__in=("todo", "doing", "failed"))
        row = jobs.aggregate(
            waiting=Count("id", filter=ready),
            due=Count("id", filter=ready & late),
            running=Count("id", filter=Q(status="doing")),
            dead=Count("id", filter=Q(status="failed")),
            oldest=Min("scheduled_at", filter=ready & late),
            first=Min("id", filter=ready & Q(scheduled_at=None)),
        )
        oldest, first = row.pop("oldest"), row.pop("first")
        deferred = EventRow.objects.filter(job=first, type="deferred").first()
        times = [at for at in (oldest, deferred and deferred.at) if at]
        age = (now - min(times)).total_seconds() if times else 0.0
        return Figures(**row, age=max(0.0, age))

    def dead_letters(self, limit: int = 100) -> list[DeadLetter]:
        jobs = list(JobRow.objects.filter(status="failed").order_by("-id")[:limit])
        told = Outcome.objects.in_bulk([job.pk for job in jobs])
        return [_dead_letter(job, told.get(job.pk)) for job in jobs]

    def retry(self, ids: Sequence[str]) -> int:
        dead = JobRow.objects.filter(pk__in=ids, status="failed")
        revived: int = dead.update(status="todo", attempts=0, scheduled_at=None, queueing_lock=None)
        return revived

    def troubles(self) -> list[str]:
        return [f"job {row.pk}: {row.error}" for row in Outcome.objects.filter(done=False)]

    def forget(self, before: datetime) -> int:
        ended = EventRow.objects.filter(type="succeeded", at__lt=before)
        total = 0
        while ids := list(_succeeded(ended)[:BATCH]):
            Outcome.objects.filter(pk__in=ids).delete()
            EventRow.objects.filter(job__in=ids).delete()
            total += JobRow.objects.filter(pk__in=ids).delete()[0]
        return total


def _runs_started() -> int:
    count: int = EventRow.objects.filter(type="started").count()
    return count


def _lock_of(task: Any) -> str | None:
    return f"{task.module_path}|{task.key}" if task.key else None


def _succeeded(events: "QuerySet[ProcrastinateEvent]") -> Any:
    jobs = JobRow.objects.filter(status="succeeded", pk__in=events.values("job_id"))
    return jobs.values_list("pk", flat=True)


def _success(result: Any) -> dict[str, Any]:
    return {"done": True, "result": result, "error": "", "error_class": "", "at": timezone.now()}


@transaction.atomic
def _failed(number: int, error: BaseException) -> None:
    """Write the error down, and take the key from the job: a twin may wait when it comes back."""
    text = "".join(format_exception(error))[-8000:]
    name = f"{type(error).__module__}.{type(error).__qualname__}"[:200]
    told = {"done": False, "error": text, "error_class": name, "at": timezone.now()}
    Outcome.objects.update_or_create(pk=number, defaults=told)
    JobRow.objects.filter(pk=number).update(queueing_lock=None)


def _dead_letter(job: ProcrastinateJob, outcome: Outcome | None) -> DeadLetter:
    return DeadLetter(
        id=str(job.pk),
        task=job.args.get("path", ""),
        args=job.args.get("args", []),
        kwargs=job.args.get("kwargs", {}),
        attempts=job.attempts,
        error=outcome.error if outcome else "",
        at=outcome.at if outcome else None,
    )
