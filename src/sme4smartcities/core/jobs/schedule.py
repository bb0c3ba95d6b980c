"""When periodic work is due: each task has one row, and whoever moves its clock enqueues it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.jobs.models import Schedule
from sme4smartcities.core.jobs.tasks import Task


class Recurring(Protocol):
    """What a manifest's ``Periodic`` says: a task without arguments and seconds between runs."""

    @property
    def task(self) -> Task[[], object]: ...

    @property
    def every(self) -> int: ...


def by_path(periodics: Iterable[Recurring]) -> dict[str, Recurring]:
    return {periodic.task.module_path: periodic for periodic in periodics}


@transaction.atomic
def arrange(periodics: Iterable[Recurring]) -> None:
    """Give each periodic task its row, due at once when new; drop the rows of tasks that left."""
    wanted = by_path(periodics)
    Schedule.objects.exclude(task__in=wanted).delete()
    now = timezone.now()
    for path, periodic in wanted.items():
        row, new = Schedule.objects.get_or_create(
            task=path, defaults={"every": periodic.every, "next_run": now}
        )
        if not new and row.every != periodic.every:
            row.every = periodic.every
            row.next_run = min(row.next_run, now + timedelta(seconds=row.every))
            row.save()


def enqueue_due(periodics: Iterable[Recurring]) -> int:
    """Enqueue what is due, once however many workers look; give how many.

    A clock that was set back leaves ``next_run`` far ahead: that counts as due.
    """
    known = by_path(periodics)
    now = timezone.now()
    rows = Schedule.objects.filter(task__in=known)
    return sum(_enqueue(known[row.task]) for row in rows if _is_due(row, now))


def _is_due(row: Schedule, now: datetime) -> bool:
    return row.next_run <= now or row.next_run > now + timedelta(seconds=2 * row.every + 60)


@transaction.atomic
def _enqueue(periodic: Recurring) -> bool:
    row = Schedule.objects.select_for_update().get(pk=periodic.task.module_path)
    now = timezone.now()
    if not _is_due(row, now):
        return False
    periodic.task.keyed("periodic").enqueue()
    row.next_run = now + timedelta(seconds=row.every)
    row.save(update_fields=["next_run"])
    return True
