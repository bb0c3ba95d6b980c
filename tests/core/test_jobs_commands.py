"""What an operator sees of the queue, and how the worker process behaves: prompt, quiet, well-behaved."""

import os
import signal
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.mail.models import Mail
from tests.security.crash.house import House


@task()
def stumble() -> None:
    raise ValueError("cannot")


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("jobs", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_an_operator_sees_the_queue_and_starts_a_dead_letter_anew(worker):
    stumble.enqueue()
    Job.objects.update(attempts=4)
    worker.run_whatever_fails()
    assert "0 workers, 0 jobs waiting, 0 running" in said()
    assert "1 dead letters" in said()
    assert "ValueError: cannot" in said()
    assert "1 started anew" in said("--retry")
    assert "1 jobs waiting" in said()
    assert "0 mails started anew" in said("--retry-mail")
    assert Mail.objects.count() == 0


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Real processes on a SQLite file of their own."""
    with House(tmp_path_factory.mktemp("house"), workers=1) as one:
        one.wait_until_open()
        one.command("tell")
        yield one


def seconds_until(house: House, number: int) -> float:
    """Do a deed and say how long until its mail, which is two reactions away, has arrived."""
    started = time.monotonic()
    assert house.do_deed(number, "series-0")
    while not any(taken.to == f"deed-{number}@example.org" for taken in house.sink.taken):
        assert time.monotonic() - started < 30
        time.sleep(0.005)
    return time.monotonic() - started


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.once
def test_an_idle_worker_wakes_within_half_a_second(house):
    waits = []
    for number in range(4, 32, 4):
        time.sleep(0.3)
        waits.append(seconds_until(house, number))
    assert sorted(waits)[len(waits) // 3] < 0.5, waits  # a busy machine may delay some


@pytest.mark.once
def test_an_idle_worker_costs_next_to_nothing(house):
    house.command("tell")
    before = cpu_seconds(house.workers[0])
    time.sleep(5)
    assert (cpu_seconds(house.workers[0]) - before) / 5 < 0.02


@pytest.mark.once
def test_a_worker_told_to_stop_finishes_its_job_and_leaves_nothing_running(house):
    house.sink.stall = lambda: 2.0
    assert house.do_deed(100, "series-0")
    while not any(taken.to == "deed-100@example.org" for taken in house.sink.taken):
        time.sleep(0.01)
    pid = house.workers.pop()
    os.kill(pid, signal.SIGTERM)
    while os.path.exists(f"/proc/{pid}"):
        time.sleep(0.01)
    house.sink.stall = lambda: 0.0
    house.start_worker()
    house.command("tell")
    assert sum(taken.to == "deed-100@example.org" for taken in house.sink.taken) == 1


@pytest.mark.once
def test_a_killed_workers_job_is_taken_over_after_a_few_seconds(house):
    house.sink.stall = lambda: 1.0
    assert house.do_deed(104, "series-0")
    while not any(taken.to == "deed-104@example.org" for taken in house.sink.taken):
        time.sleep(0.01)
    house.kill_a_worker()
    killed = time.monotonic()
    house.sink.stall = lambda: 0.0
    while sum(taken.to == "deed-104@example.org" for taken in house.sink.taken) < 2:
        assert time.monotonic() - killed < 15
        time.sleep(0.05)
    first, second = (t for t in house.sink.taken if t.to == "deed-104@example.org")
    assert first.message_id == second.message_id
