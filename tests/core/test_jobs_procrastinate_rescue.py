"""Jobs of a silent Procrastinate worker are freed; runs only where that engine does."""

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.engine import engine
from sme4smartcities.core.jobs.models import Outcome, Schedule
from sme4smartcities.core.jobs.queries import dead_letters, figures

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(settings.JOBS != "procrastinate", reason="see test_jobs_procrastinate"),
]


@task(atomic=True)
def mark(name: str) -> None:
    Schedule.objects.create(task=name, every=1, next_run=timezone.now())


@pytest.fixture(autouse=True)
def empty():
    connection.cursor().execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def begin_and_die(silent_for: int = 60) -> None:
    """Fetch the next job as a worker that falls silent at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
        (number,) = cursor.fetchone()
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [number])
        assert cursor.fetchone() != (None,)
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - %s * interval '1 second'",
            [silent_for],
        )


def test_a_silent_workers_job_is_free_again_and_a_living_ones_is_not(worker):
    mark.enqueue("trace")
    begin_and_die(silent_for=1)
    assert engine().rescue() == 0
    connection.cursor().execute(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '7 s'"
    )
    assert (engine().rescue(), figures().waiting) == (1, 1)
    worker.run()
    assert Schedule.objects.filter(pk="trace").count() == 1


def test_a_job_that_kills_its_workers_is_parked_after_five_tries():
    mark.keyed("k").enqueue("poison")
    for _ in range(5):
        begin_and_die()
        assert engine().rescue() == 1
    assert (figures().waiting, figures().dead) == (0, 1)
    assert "fell silent" in dead_letters()[0].error


def test_an_atomic_job_whose_end_was_not_told_is_not_done_twice(worker):
    result = mark.enqueue("trace")
    begin_and_die()
    Outcome.objects.create(pk=int(result.id), done=True)
    engine().rescue()
    worker.run()
    assert (Schedule.objects.count(), figures().waiting) == (0, 0)
