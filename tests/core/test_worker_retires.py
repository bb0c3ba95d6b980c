"""A worker that has grown and rests makes room for a fresh one; a busy or a small one stays."""

import mmap
import time
from threading import Event, Timer

import pytest

from sme4smartcities.core.jobs import worker as main_loop
from sme4smartcities.core.jobs.worker import work
from sme4smartcities.core.memory import Growth, own_megabytes
from tests.effort import PATIENCE

MEGABYTE = 1024 * 1024


def dirty(megabytes: int) -> mmap.mmap:
    """Take memory that nobody held before, and write into each of its pages."""
    held = mmap.mmap(-1, megabytes * MEGABYTE)
    for start in range(0, len(held), mmap.PAGESIZE):
        held[start] = 1
    return held


def burn(seconds: float) -> None:
    over = time.process_time() + seconds
    while time.process_time() < over:
        pass


def test_a_process_sees_what_it_alone_holds():
    before = own_megabytes()
    held = dirty(30)
    assert own_megabytes() - before == pytest.approx(30, abs=3)
    assert held[0]


def test_a_process_that_has_grown_is_due_after_some_rest():
    growth = Growth(most=20, rests=2, busy=0.9)
    held = dirty(40)
    time.sleep(0.1)
    assert growth.is_due() is False, "one look is not yet a rest"
    time.sleep(0.1)
    assert growth.is_due() is True
    assert held[0]


def test_a_process_that_has_grown_is_not_due_while_it_works():
    growth = Growth(most=20, rests=1, busy=0.001)
    held = dirty(40)
    burn(0.1)
    assert growth.is_due() is False
    assert held[0]


def test_a_process_that_stays_small_is_never_due():
    growth = Growth(most=20, rests=1, busy=0.9)
    for _ in range(3):
        time.sleep(0.05)
        assert growth.is_due() is False


@pytest.mark.django_db(transaction=True)
def test_a_grown_worker_ends_by_itself_and_ends_well(monkeypatch):
    monkeypatch.setattr(main_loop, "GLANCE_AT_MEMORY", 0)
    stop, hung = Event(), Event()
    patience = Timer(PATIENCE, lambda: (hung.set(), stop.set()))
    patience.start()
    well = work({}, [], stop, Growth(most=-1000, rests=1, busy=100))
    patience.cancel()
    assert well and not hung.is_set()
