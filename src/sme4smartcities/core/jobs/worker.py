"""The worker's main loop: reactors, the clock, abandoned jobs; its lanes run the jobs."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Any

from django.db import close_old_connections, connection
from django.utils import timezone

from sme4smartcities.core.jobs import schedule
from sme4smartcities.core.jobs.engine import engine
from sme4smartcities.core.jobs.lanes import Alarm
from sme4smartcities.core.jobs.leases import owner_name
from sme4smartcities.core.jobs.models import Worker
from sme4smartcities.core.journal.queries import somebody_waits
from sme4smartcities.core.journal.reactors import (
    Reaction,
    catch_up,
    ensure_bookmarks,
    retry_parked,
)
from sme4smartcities.core.memory import Growth

log = logging.getLogger(__name__)

Reactors = Mapping[str, tuple[Reaction, frozenset[str]]]
PULSE = 20  # seconds between two signs of life
AFTER_TROUBLE = 2.0  # seconds until a chore that failed is tried again
FORGOTTEN = 3600  # seconds of silence after which a worker's row is dropped
GLANCE_AT_MEMORY = 10  # seconds between two looks at how large the worker has grown


@dataclass
class Chore:
    """Something the main loop does at most once in ``every`` seconds."""

    act: Callable[[], Any]
    every: float = 0
    next_time: float = 0

    def run_if_due(self) -> None:
        now = time.monotonic()
        if now < self.next_time:
            return
        self.next_time = now + self.every
        try:
            self.act()
        except Exception:
            log.exception("chore %s failed", self.act)
            connection.close()
            self.next_time = now + max(self.every, AFTER_TROUBLE)


def work(
    reactors: Reactors,
    periodics: Sequence[schedule.Recurring],
    stop: Event,
    growth: Growth | None = None,
) -> bool:
    """Work until ``stop`` is set, then finish the running jobs; say whether all went well.

    With ``growth`` it also stops when it rests and has grown, for a fresh one to take its place.
    """
    name = owner_name()
    ensure_bookmarks(list(reactors))
    schedule.arrange(periodics)
    chores = [
        Chore(lambda: hear(reactors)),
        Chore(lambda: schedule.enqueue_due(periodics), every=1),
        Chore(lambda: engine().rescue(), every=2),
        Chore(lambda: pulse(name), every=PULSE),
        Chore(lambda: retry_parked(reactors), every=60),
    ]
    if growth:
        chores.append(Chore(lambda: retire(growth, stop), every=GLANCE_AT_MEMORY))
    crew = engine().crew(stop)
    for thread in crew:
        thread.start()
    alarm = Alarm()
    while not stop.is_set() and all(thread.is_alive() for thread in crew):
        close_old_connections()
        alarm.arm()
        for chore in chores:
            chore.run_if_due()
        alarm.wait(stop)
    asked = stop.is_set()
    stop.set()
    for thread in crew:
        thread.join()
    Worker.objects.filter(pk=name).delete()
    return asked


def retire(growth: Growth, stop: Event) -> None:
    if growth.is_due():
        log.info("the worker has grown and rests: a fresh one takes its place")
        stop.set()


def hear(reactors: Reactors) -> int:
    """Let the reactors read what was recorded; looks first, so that silence costs no lock."""
    return catch_up(reactors) if somebody_waits(list(reactors)) else 0


def pulse(name: str) -> None:
    """Leave a sign of life for the health page."""
    now = timezone.now()
    Worker.objects.update_or_create(
        pk=name, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )
    Worker.objects.filter(seen_at__lt=now - timedelta(seconds=FORGOTTEN)).delete()
