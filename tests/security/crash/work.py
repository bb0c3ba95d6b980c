"""One deed: a row, a fact, a mail and jobs in one transaction, as any service writes them."""

from dataclasses import dataclass

from django.db import transaction

from sme4smartcities.core.jobs import task
from sme4smartcities.core.journal.facts import Fact
from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.mail.services import send_mail
from tests.security.crash.models import Deed, Effect


@dataclass(frozen=True, kw_only=True)
class DeedDone(Fact):
    subject_kind = "deed"


@transaction.atomic
def do_deed(number: int, series: str) -> None:
    Deed.objects.create(number=number, series=series)
    record(DeedDone(actor_id=None, subject_id=number))
    count_once.enqueue(number)
    count_each_run.enqueue(number)
    line_up.in_series(series).enqueue(number)
    send_mail(
        to=f"deed-{number}@example.org",
        template="crash/deed",
        context={"number": number},
        language="en",
        key=f"deed:{number}",
    )


@task(atomic=True)
def count_once(number: int) -> None:
    Effect.objects.create(number=number, kind="once")


@task()
def count_each_run(number: int) -> None:
    Effect.objects.create(number=number, kind="run")


@task(atomic=True)
def line_up(number: int) -> None:
    Effect.objects.create(number=number, kind="series")


@task(atomic=True)
def follow_up(number: int) -> None:
    Effect.objects.create(number=number, kind="followed")


def react(recorded: Recorded) -> None:
    Effect.objects.create(number=recorded.fact.subject_id, kind="heard")
    follow_up.enqueue(recorded.fact.subject_id)
