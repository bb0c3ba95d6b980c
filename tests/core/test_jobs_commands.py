"""What an operator sees of the queue, and how the worker process behaves when it is stopped or killed."""

import os
import signal
import time
from io import StringIO

import pytest
from django.core.management import call_command

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.mail.models import Mail
from tests.effort import PATIENCE
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


def wait_for_mails(house: House, number: int, count: int = 1) -> None:
    """Wait until the mail of a deed, which is two reactions away, has arrived so many times."""
    deadline = time.monotonic() + PATIENCE
    while sum(taken.to == f"deed-{number}@example.org" for taken in house.sink.taken) < count:
        assert time.monotonic() < deadline, "the mail did not come"
        time.sleep(0.01)


@pytest.mark.once
def test_a_worker_told_to_stop_finishes_its_job_and_leaves_nothing_running(house):
    house.sink.stall = lambda: 2.0
    assert house.do_deed(100, "series-0")
    wait_for_mails(house, 100)
    pid = house.workers.pop()
    os.kill(pid, signal.SIGTERM)
    while os.path.exists(f"/proc/{pid}"):
        time.sleep(0.01)
    house.sink.stall = lambda: 0.0
    house.start_worker()
    house.command("tell")
    assert sum(taken.to == "deed-100@example.org" for taken in house.sink.taken) == 1


@pytest.mark.once
def test_a_killed_workers_job_is_taken_over(house):
    house.sink.stall = lambda: 1.0
    assert house.do_deed(104, "series-0")
    wait_for_mails(house, 104)
    house.kill_a_worker()
    house.sink.stall = lambda: 0.0
    wait_for_mails(house, 104, count=2)
    first, second = (t for t in house.sink.taken if t.to == "deed-104@example.org")
    assert first.message_id == second.message_id
