"""Say how the house is doing: each sign with its figure and whether it is well."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError

from sme4smartcities.core.jobs.queries import dead_letters, queue_age, workers_alive
from sme4smartcities.core.journal.models import Chain, Entry, Parked

LONGEST_WAIT = 120  # seconds a due job or a fact may wait
LEAST_SPACE = 500  # megabytes
OLDEST_BACKUP = 36  # hours


@dataclass(frozen=True)
class Sign:
    """One figure of health. ``say`` tells the operator what to do when it is not well."""

    name: str
    value: Any
    well: bool
    say: str = ""


def _database() -> Sign:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return Sign("database", connection.vendor, cursor.fetchone() == (1,))


def _worker() -> Sign:
    alive = workers_alive()
    return Sign("workers", alive, alive > 0, "no worker is running: start sme4sc worker")


def _queue() -> Sign:
    age = round(queue_age())
    return Sign("oldest job, seconds", age, age < LONGEST_WAIT, "jobs wait: is the worker alive?")


def _dead() -> Sign:
    count = len(dead_letters())
    say = "jobs gave up: see sme4sc jobs"
    return Sign("dead letters", count, count == 0, say)


def _journal() -> Sign:
    head = Chain.objects.filter(pk=1).values_list("position", flat=True).first() or 0
    waiting = Entry.objects.filter(position__isnull=True).count()
    return Sign("facts unsealed", waiting, waiting < 10_000, f"the sealer stands still at {head}")


def _parked() -> Sign:
    count = Parked.objects.count()
    return Sign("facts parked", count, count == 0, "a reaction failed: read the log and the entry")


def _space() -> Sign:
    free = shutil.disk_usage(settings.DATA).free // 1_000_000
    return Sign("free space, MB", free, free > LEAST_SPACE, "the disk is nearly full")


def _backup() -> Sign:
    made = [
        path.stat().st_mtime
        for path in (settings.DATA / "backups").glob("*.sme4sc*")
        if path.suffix != ".part"
    ]
    hours = round((time.time() - max(made)) / 3600) if made else None
    well = not settings.PRODUCTION or (hours is not None and hours <= OLDEST_BACKUP)
    return Sign("last backup, hours ago", hours, well, "make one every night: sme4sc backup")


SIGNS: tuple[Callable[[], Sign], ...] = (
    _database,
    _worker,
    _queue,
    _dead,
    _journal,
    _parked,
    _space,
    _backup,
)


def signs() -> Iterator[Sign]:
    """Give every sign; one that cannot be read is not well, and hides no other."""
    for sign in SIGNS:
        name = sign.__name__.strip("_")
        try:
            yield sign()
        except (DatabaseError, OSError) as error:
            yield Sign(name, None, False, f"cannot be read: {type(error).__name__}")
