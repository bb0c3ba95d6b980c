"""What every engine of background work promises; run for each of them (see test_jobs_procrastinate)."""

import gc
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.engine import engine
from sme4smartcities.core.jobs.models import Schedule
from sme4smartcities.core.jobs.queries import dead_letters, figures, queue_age
from sme4smartcities.core.jobs.services import retry_dead_letters
from tests.effort import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)

done: list[object] = []
gate = threading.Event()
started = threading.Event()


@task()
def note(word: str) -> dict[str, str]:
    done.append(word)
    return {"was": word}


@task(queue_name="slow")
def note_slowly(word: str) -> None:
    done.append(word)


@task()
def fail_at(word: str) -> None:
    done.append(word)
    raise ValueError(f"cannot do {word}")


@task(atomic=True)
def mark(name: str) -> None:
    done.append(name)
    Schedule.objects.create(task=name, every=1, next_run=timezone.now())


@task()
def pass_on(word: str) -> None:
    with transaction.atomic():
        note.enqueue(f"{word} passed on")


@task()
def wait_for_the_gate() -> None:
    started.set()
    assert gate.wait(20)
    done.append("through")


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()
    gate.clear()
    started.clear()
    if settings.JOBS == "procrastinate":  # Django does not flush tables that it does not manage
        connection.cursor().execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    yield
    gc.collect()  # connections of threads that ended


@pytest.fixture
def impatient(monkeypatch):
    """Failures are tried again at once."""
    patience = engine().patience
    monkeypatch.setattr(type(patience), "delay", lambda self, attempts: timedelta())


def test_a_job_runs_and_tells_its_result(worker):
    result = note.enqueue("olive")
    worker.run()
    result.refresh()
    assert (result.status, result.return_value, result.is_finished) == (
        TaskResultStatus.SUCCESSFUL,
        {"was": "olive"},
        True,
    )
    assert result.finished_at is not None
    with pytest.raises(TaskResultDoesNotExist):
        note.get_result("987654321")


def test_order_is_priority_then_age(worker):
    note.enqueue("first")
    note.enqueue("second")
    note.using(priority=10).enqueue("urgent")
    worker.run()
    assert done == ["urgent", "first", "second"]


def test_every_queue_is_served(worker):
    note_slowly.enqueue("slow")
    note.enqueue("quick")
    worker.run()
    assert sorted(done) == ["quick", "slow"]


def test_a_rolled_back_act_leaves_no_job(worker):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note.enqueue("nothing")
        raise ZeroDivisionError
    worker.run()
    assert done == []


def test_a_delayed_job_waits(worker):
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    worker.run()
    assert (done, figures().waiting, figures().due) == ([], 1, 0)


def test_a_key_waits_once_and_the_callers_transaction_survives_it(worker):
    with transaction.atomic():
        first = note.keyed("k").enqueue("a")
        second = note.keyed("k").enqueue("a")
        Schedule.objects.create(task="proof", every=1, next_run=timezone.now())
    worker.run()
    assert (first.id == second.id, done, Schedule.objects.filter(pk="proof").count()) == (
        True,
        ["a"],
        1,
    )
    note.keyed("k").enqueue("b")
    worker.run()
    assert done == ["a", "b"]


def test_five_tries_then_a_dead_letter_that_starts_anew(worker, impatient):
    fail_at.enqueue("stone")
    worker.run_whatever_fails()
    assert (len(done), figures().dead) == (5, 1)
    (letter,) = dead_letters()
    assert (letter.task, letter.args, letter.attempts) == (fail_at.module_path, ["stone"], 5)
    assert "ValueError: cannot do stone" in letter.error
    assert retry_dead_letters() == 1
    worker.run_whatever_fails()
    assert (len(done), figures().dead) == (10, 1)


def test_a_failing_job_gets_out_of_the_way_of_its_key(worker, impatient):
    fail_at.keyed("k").enqueue("old")
    worker.run_whatever_fails()
    assert figures().dead == 1
    note.keyed("k").enqueue("new")
    worker.run_whatever_fails()
    assert done[-1] == "new"
    assert retry_dead_letters() == 1
    fail_at.keyed("k").enqueue("twin")
    worker.run_whatever_fails()
    assert figures().waiting == 0


def test_a_series_keeps_its_order_behind_a_failing_job(worker):
    fail_at.in_series("city").enqueue("one")
    note.in_series("city").enqueue("two")
    note.in_series("village").enqueue("other")
    worker.run_whatever_fails()
    assert done == ["one", "other"]


def test_a_job_may_enqueue_another(worker):
    pass_on.enqueue("torch")
    worker.run()
    assert done == ["torch passed on"]


def test_an_atomic_job_writes_once(worker):
    mark.enqueue("trace")
    worker.run()
    assert (done, Schedule.objects.filter(pk="trace").count()) == (["trace"], 1)


def test_an_unknown_task_ends_as_a_dead_letter(worker, impatient, monkeypatch):
    monkeypatch.setattr("sme4smartcities.core.jobs.tasks.Task.module_path", "tests.gone.away")
    note.enqueue("orphan")
    monkeypatch.undo()
    monkeypatch.setattr(type(engine().patience), "delay", lambda self, attempts: timedelta())
    worker.run_whatever_fails()
    assert (done, dead_letters()[0].task) == ([], "tests.gone.away")


def test_the_age_is_that_of_the_oldest_due_job():
    assert queue_age() == 0
    note.using(run_after=timezone.now() - timedelta(seconds=90)).enqueue("old")
    note.enqueue("new")
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    assert (90 <= queue_age() < 95, figures().waiting, figures().due) == (True, 3, 2)


def test_done_jobs_are_forgotten_and_dead_letters_stay(worker, impatient):
    note.enqueue("a")
    fail_at.enqueue("b")
    worker.run_whatever_fails()
    note.enqueue("c")
    assert engine().forget(timezone.now() - timedelta(hours=1)) == 0
    assert engine().forget(timezone.now() + timedelta(hours=1)) >= 1
    assert (figures().dead, figures().waiting) == (1, 1)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="the test database is one connection")
def test_the_crew_finishes_the_running_job_when_told_to_stop():
    stop = threading.Event()
    crew = engine().crew(stop)
    for thread in crew:
        thread.start()
    wait_for_the_gate.enqueue()
    assert started.wait(PATIENCE)
    stop.set()
    time.sleep(0.5)
    gate.set()
    for thread in crew:
        thread.join(PATIENCE)
    assert (done, figures().running, figures().waiting) == (["through"], 0, 0)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
def test_a_kept_key_never_hides_a_write_that_is_not_committed_yet():
    """While the caller's transaction is open, the waiting job it relies on must not start."""
    note.keyed("k").enqueue("first")
    stop = threading.Event()
    with transaction.atomic():
        note.keyed("k").enqueue("second")
        crew = engine().crew(stop)
        for thread in crew:
            thread.start()
        time.sleep(2)
        assert done == []
    deadline = time.monotonic() + PATIENCE
    while not done and time.monotonic() < deadline:
        time.sleep(0.1)
    stop.set()
    for thread in crew:
        thread.join(PATIENCE)
    assert done == ["first"]


def test_this_is_the_engine_that_was_asked_for():
    assert type(engine()).__module__ in settings.TASKS["default"]["BACKEND"]
