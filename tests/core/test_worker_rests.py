"""A worker that rests looks seldom, reads little, writes nothing, and wakes by a change."""

import threading
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from sme4smartcities.core.jobs import lanes, worker
from sme4smartcities.core.jobs.engine import engine
from sme4smartcities.core.jobs.lanes import GLANCE, LONGEST_WAIT, LOOK, Alarm, Lane
from sme4smartcities.core.jobs.models import Schedule
from sme4smartcities.core.jobs.worker import work

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(settings.JOBS != "database", reason="another engine's threads"),
]
MINUTE = 60
ON_SQLITE = connection.vendor == "sqlite"
GLANCES = round(MINUTE / GLANCE) if ON_SQLITE else round(MINUTE / LOOK)
LOOKS = round(MINUTE / LONGEST_WAIT) if ON_SQLITE else GLANCES


class Pauses:
    """A stop sign after some seconds, by a clock on which a pause is over at once."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.now, self.count = seconds, 0.0, 0
        self.meanwhile: Callable[[], object] = lambda: None

    def is_set(self) -> bool:
        return self.now >= self.seconds - 0.001

    def set(self) -> None:
        self.seconds = self.now

    def wait(self, pause: float) -> bool:
        self.now += pause
        self.count += 1
        self.meanwhile()
        return self.is_set()


@pytest.fixture
def a_minute(monkeypatch: pytest.MonkeyPatch) -> Pauses:
    stop = Pauses(MINUTE)
    clock = SimpleNamespace(monotonic=lambda: stop.now)
    monkeypatch.setattr(lanes, "time", clock)
    monkeypatch.setattr(worker, "time", clock)
    return stop


def sent_during(act: Callable[[], object]) -> Counter[str]:
    """Count the statements that are sent meanwhile, by their first word."""
    words: list[str] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        words.append(sql.split()[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        act()
    return Counter(words)


def in_another_connection(act: Callable[[], object]) -> None:
    def run() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_a_resting_lane_looks_at_the_tables_once_a_second_and_writes_nothing(a_minute):
    lane = Lane(engine().run_next, "default", "me", a_minute)
    sent = sent_during(lane.run)
    assert a_minute.count == pytest.approx(GLANCES, abs=LOOKS)
    assert set(sent) <= {"SELECT", "PRAGMA"}
    assert sent["SELECT"] <= 2 * (LOOKS + 1)  # what has become due, what is due
    assert sent["PRAGMA"] <= a_minute.count + LOOKS + 1


def test_a_resting_main_loop_reads_twice_a_second_and_tells_every_twenty_that_it_lives(
    a_minute, monkeypatch
):
    monkeypatch.setattr(type(engine()), "crew", lambda engine, stop: [])
    sent = sent_during(lambda: work({}, [], a_minute))
    signs = MINUTE // worker.PULSE + 1
    writes = sum(sent[word] for word in ("INSERT", "UPDATE", "DELETE"))
    assert writes <= 2 * signs + 2  # each sign drops old ones; arranging and leaving
    assert sent["SELECT"] <= 3 * (LOOKS + 1) + 2 * signs
    assert sent["PRAGMA"] <= a_minute.count + LOOKS + 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="elsewhere each pause ends in a look")
def test_the_alarm_wakes_at_the_first_glance_after_a_change(a_minute):
    def change() -> None:
        Schedule.objects.create(task="changed", every=1, next_run=timezone.now())

    alarm = Alarm()
    a_minute.meanwhile = lambda: a_minute.count == 3 and in_another_connection(change)
    alarm.arm()
    alarm.wait(a_minute, longest=MINUTE)
    assert (a_minute.count, a_minute.now) == (3, pytest.approx(3 * GLANCE))


def test_the_alarm_rings_in_silence_when_its_time_is_over(a_minute):
    alarm = Alarm()
    alarm.arm()
    alarm.wait(a_minute)
    assert a_minute.now == pytest.approx(LONGEST_WAIT if ON_SQLITE else LOOK)
