"""Rows of background work: jobs and how they ended, the clock of periodic work, workers alive."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Job(models.Model):
    """One call of one task. Whoever holds the lease runs it; an expired lease is anybody's.

    SQLite uses a partial index only where a query repeats the index's condition, without IN.
    """

    class Status(models.TextChoices):
        LATER = "later"  # waits for its time
        READY = "ready"  # due
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"  # a dead letter: all tries used, kept until somebody decides

    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=32)
    priority = models.SmallIntegerField(default=0)
    key = models.CharField(max_length=200, default="")
    series = models.CharField(max_length=200, default="")
    status = models.CharField(max_length=8, choices=Status, default=Status.READY)
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=80, default="")
    leased_until = models.DateTimeField(null=True)  # running
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)  # done or failed
    result = models.JSONField(null=True)
    error_class = models.CharField(max_length=200, default="")
    error = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "key"],
                condition=~Q(key="") & Q(leased_until=None) & Q(finished_at=None),
                name="job_waits_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["queue", "-priority", "run_after", "id"],
                condition=Q(status="ready"),
                name="job_ready",
            ),
            models.Index(fields=["run_after"], condition=Q(status="later"), name="job_later"),
            models.Index(
                fields=["leased_until"], condition=Q(status="running"), name="job_running"
            ),
            models.Index(
                fields=["series", "id"],
                condition=~Q(series="") & Q(finished_at=None),
                name="job_series",
            ),
            models.Index(
                fields=["status", "finished_at"],
                condition=Q(finished_at__isnull=False),
                name="job_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.task} {self.status}"


class Outcome(models.Model):
    """How a job of the Procrastinate engine ended, which keeps neither results nor errors itself."""

    job = models.BigIntegerField(primary_key=True)
    done = models.BooleanField()
    result = models.JSONField(null=True)
    error_class = models.CharField(max_length=200, default="")
    error = models.TextField(default="")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.pk} {'done' if self.done else self.error_class}"


class Schedule(models.Model):
    """When a periodic task is next due. One row per task, so that many workers start it once."""

    task = models.CharField(max_length=200, primary_key=True)
    every = models.PositiveIntegerField()
    next_run = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.task} every {self.every} s"


class Worker(models.Model):
    """A worker process that is alive, as far as its last pulse tells."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
