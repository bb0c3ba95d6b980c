"""A job runs in its order, again after a failure, once per key, and never silently dies."""

import subprocess
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.engine import LeaseLost, engine
from sme4smartcities.core.jobs.leases import claim, complete, due, owner_name, waiting
from sme4smartcities.core.jobs.models import Job, Schedule
from sme4smartcities.core.jobs.queries import dead_letters, figures, queue_age
from sme4smartcities.core.jobs.schedule import arrange, enqueue_due
from sme4smartcities.core.jobs.services import forget_done_jobs, retry_dead_letters

pytestmark = pytest.mark.django_db

done: list[object] = []


@task()
def write_down(word: str) -> str:
    done.append(word)
    return word.upper()


@task(queue_name="slow", priority=5)
def write_slowly(word: str) -> None:
    done.append(word)


@task()
def stumble(word: str) -> None:
    done.append(word)
    raise ValueError(f"cannot do {word}")


@task(atomic=True)
def mark_and_break(name: str) -> None:
    Schedule.objects.create(task=name, every=1, next_run=timezone.now())
    raise ValueError("too late")


@task(atomic=True)
def mark(name: str) -> None:
    Schedule.objects.create(task=name, every=1, next_run=timezone.now())


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def make_all_due() -> None:
    Job.objects.filter(status="later").update(run_after=timezone.now())


def test_a_job_runs_and_keeps_its_result(worker):
    result = write_down.enqueue("olive")
    assert result.status == TaskResultStatus.READY
    worker.run()
    result.refresh()
    assert (result.status, result.return_value, done) == (
        TaskResultStatus.SUCCESSFUL,
        "OLIVE",
        ["olive"],
    )


def test_an_unknown_result_is_said_so():
    with pytest.raises(TaskResultDoesNotExist):
        write_down.get_result("12345")
    with pytest.raises(TaskResultDoesNotExist):
        write_down.get_result("no number")


def test_jobs_run_by_priority_and_then_in_their_order(worker):
    write_down.enqueue("first")
    write_down.enqueue("second")
    write_down.using(priority=10).enqueue("urgent")
    worker.run()
    assert done == ["urgent", "first", "second"]


def test_a_delayed_job_waits_for_its_time(worker):
    write_down.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    worker.run()
    assert done == []
    make_all_due()
    worker.run()
    assert done == ["later"]


def test_a_rolled_back_job_never_runs(worker):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write_down.enqueue("nothing")
        raise ZeroDivisionError
    worker.run()
    assert done == []


def test_a_key_waits_once_and_again_after_the_start(worker):
    first = write_down.keyed("tree").enqueue("tree")
    second = write_down.keyed("tree").enqueue("tree")
    other = write_down.keyed("bush").enqueue("bush")
    assert (first.id == second.id, first.id == other.id) == (True, False)
    worker.run()
    write_down.keyed("tree").enqueue("tree")
    worker.run()
    assert done == ["tree", "bush", "tree"]


def test_a_running_job_does_not_swallow_a_new_one_of_its_key():
    first = write_down.keyed("tree").enqueue("tree")
    assert claim(["default"], "me", engine().patience) is not None
    assert write_down.keyed("tree").enqueue("tree").id != first.id


def test_a_failing_job_is_tried_five_times_ever_later_and_then_set_aside(worker):
    stumble.enqueue("stone")
    waits = []
    for _ in range(5):
        worker.run_whatever_fails()
        job = Job.objects.get()
        waits.append((job.run_after - timezone.now()).total_seconds())
        make_all_due()
    assert len(done) == 5
    assert [8 < waits[0] < 12, 48 < waits[1] < 72, 288 < waits[2] < 432] == [True] * 3
    (letter,) = dead_letters()
    assert (letter.args, letter.attempts) == (["stone"], 5)
    assert "ValueError: cannot do stone" in letter.error
    worker.run_whatever_fails()
    assert len(done) == 5


def test_a_dead_letter_starts_anew_with_all_its_tries(worker):
    stumble.enqueue("stone")
    Job.objects.update(attempts=4)
    worker.run_whatever_fails()
    assert (figures().dead, retry_dead_letters(), figures().dead) == (1, 1, 0)
    worker.run_whatever_fails()
    assert (len(done), Job.objects.get().attempts) == (2, 1)


def test_a_failure_fails_a_test_that_does_not_expect_it(worker):
    stumble.enqueue("stone")
    with pytest.raises(AssertionError, match="cannot do stone"):
        worker.run()


def test_a_failed_job_gives_its_tries_to_the_waiting_one_of_its_key(worker):
    stumble.keyed("k").enqueue("old")
    job = claim(["default"], "me", engine().patience)
    assert job is not None
    newer = stumble.keyed("k").enqueue("new")
    engine().perform(job)
    twin = Job.objects.get()
    assert (str(twin.pk), twin.attempts, twin.run_after > timezone.now()) == (newer.id, 1, True)


def test_a_task_that_left_the_code_ends_as_a_dead_letter(worker):
    write_down.enqueue("orphan")
    Job.objects.update(task="tests.nowhere.gone", attempts=4)
    worker.run_whatever_fails()
    assert "ImportError" in dead_letters()[0].error or "ModuleNotFound" in dead_letters()[0].error


def test_a_path_that_is_no_task_is_never_called(worker):
    write_down.enqueue("x")
    Job.objects.update(task="os.system", args=["true"], attempts=4)
    worker.run_whatever_fails()
    assert "os.system is not a task" in dead_letters()[0].error


def test_a_series_keeps_its_order_and_waits_for_a_failing_one(worker):
    stumble.in_series("city").enqueue("one")
    write_down.in_series("city").enqueue("two")
    write_down.in_series("village").enqueue("other")
    worker.run_whatever_fails()
    assert done == ["one", "other"]
    Job.objects.filter(status="later").update(attempts=4, run_after=timezone.now())
    worker.run_whatever_fails()
    assert done == ["one", "other", "one", "two"]


def test_a_lease_that_ran_out_is_taken_over_and_the_first_owner_loses():
    write_down.enqueue("slow")
    patience = engine().patience
    mine = claim(["default"], "me", patience)
    assert mine is not None
    assert engine().rescue() == 0
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert engine().rescue() == 1
    assert claim(["default"], "you", patience) is not None
    with pytest.raises(LeaseLost):
        complete(mine, None)


def test_a_living_worker_on_a_busy_machine_is_given_some_grace():
    """Its heartbeat may be waiting for the processor or for the write lock."""
    write_down.enqueue("slow")
    claim(["default"], owner_name(), engine().patience)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=20))
    assert engine().rescue() == 0
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=31))
    assert engine().rescue() == 1


def test_a_dead_worker_of_this_machine_is_given_none():
    write_down.enqueue("slow")
    dead = subprocess.Popen(["true"])
    dead.wait()
    host, _, _ = owner_name().split(":")
    claim(["default"], f"{host}:{dead.pid}:abc", engine().patience)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert engine().rescue() == 1


def test_a_clock_set_back_does_not_hide_an_abandoned_job():
    write_down.enqueue("lost")
    claim(["default"], "me", engine().patience)
    Job.objects.update(leased_until=timezone.now() + timedelta(hours=1))
    assert engine().rescue() == 1


def test_a_job_that_kills_its_worker_is_parked_after_five_tries():
    write_down.enqueue("poison")
    patience = engine().patience
    for _ in range(5):
        assert claim(["default"], "me", patience) is not None
        Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        engine().rescue()
    assert claim(["default"], "me", patience) is None
    assert "fell silent" in dead_letters()[0].error


def test_an_atomic_job_leaves_nothing_when_it_fails(worker):
    mark_and_break.enqueue("trace")
    worker.run_whatever_fails()
    assert (Schedule.objects.count(), Job.objects.get().attempts) == (0, 1)


def test_an_atomic_job_whose_lease_is_lost_writes_nothing():
    mark.enqueue("trace")
    job = claim(["default"], "me", engine().patience)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    engine().rescue()
    engine().perform(job)
    assert (Schedule.objects.count(), Job.objects.get().status) == (0, "ready")


def test_two_waiting_jobs_of_one_key_are_impossible():
    job = {"task": "t", "key": "k", "queue": "default"}
    now = timezone.now()
    Job.objects.create(**job, run_after=now, enqueued_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(**job, run_after=now, enqueued_at=now)


def test_the_figures_tell_what_waits_and_how_long():
    write_down.enqueue("a")
    write_slowly.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("b")
    Job.objects.filter(priority=0).update(run_after=timezone.now() - timedelta(seconds=90))
    now = figures()
    assert (now.waiting, now.due, now.running, now.dead) == (2, 1, 0, 0)
    assert 90 <= queue_age() < 95


def test_a_delayed_job_that_nobody_called_up_counts_as_due():
    write_down.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("b")
    Job.objects.update(run_after=timezone.now() - timedelta(seconds=90))
    assert (figures().waiting, figures().due, queue_age() > 89) == (1, 1, True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's plans are stable")
def test_a_look_at_a_long_queue_reads_the_head_of_an_index():
    """Without these, each look would read every job that is due, delayed or done."""
    plans = {
        "job_ready": due(["default"]),
        "job_series": due(["default"]),
        "job_later": Job.objects.filter(status="later", run_after__lte=timezone.now()),
        "job_waits_once": waiting("tests.task", "key"),
        "job_over": Job.objects.filter(status="done", finished_at__lt=timezone.now()),
        "job_running": Job.objects.filter(status="running"),
    }
    for index, rows in plans.items():
        plan = rows.explain()
        assert f"INDEX {index}" in plan and "TEMP B-TREE" not in plan, plan


def test_old_done_jobs_are_forgotten_and_dead_letters_stay(worker):
    write_down.enqueue("a")
    stumble.enqueue("b")
    Job.objects.filter(task__endswith="stumble").update(attempts=4)
    worker.run_whatever_fails()
    write_down.enqueue("c")
    Job.objects.update(finished_at=timezone.now() - timedelta(days=3))
    assert forget_done_jobs() == 1
    assert sorted(Job.objects.values_list("status", flat=True)) == ["failed", "ready"]


@task()
def greet() -> None:
    done.append("hello")


class Greeting:
    task = greet
    every = 3600


def test_periodic_work_starts_once_per_turn_however_many_look(worker):
    arrange([Greeting()])
    assert [enqueue_due([Greeting()]), enqueue_due([Greeting()])] == [1, 0]
    worker.run()
    assert done == ["hello"]
    Schedule.objects.update(next_run=timezone.now())
    assert enqueue_due([Greeting()]) == 1


def test_periodic_work_never_piles_up():
    arrange([Greeting()])
    for _ in range(3):
        Schedule.objects.update(next_run=timezone.now())
        enqueue_due([Greeting()])
    assert Job.objects.count() == 1


def test_a_clock_set_back_does_not_stop_periodic_work():
    arrange([Greeting()])
    Schedule.objects.update(next_run=timezone.now() + timedelta(days=30))
    assert enqueue_due([Greeting()]) == 1


def test_a_periodic_task_that_left_loses_its_row():
    arrange([Greeting()])
    arrange([])
    assert Schedule.objects.count() == 0


def test_a_shorter_turn_counts_from_now():
    arrange([Greeting()])
    enqueue_due([Greeting()])

    class Often:
        task = greet
        every = 60

    arrange([Often()])
    assert Schedule.objects.get().next_run < timezone.now() + timedelta(seconds=61)


def test_the_house_tidies_its_queue(worker):
    worker.run_periodic()
    assert Job.objects.get(task__endswith="tidy_jobs").status == "done"
