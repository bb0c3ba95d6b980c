"""What accounts do in the background."""

from datetime import timedelta

from django.utils import timezone

from sme4smartcities.accounts.services.downloads import (
    build_download,
    remove_old_downloads,
    sweep_downloads,
)
from sme4smartcities.accounts.services.erasure import erase_member, erasures_due
from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.engine import DeadLetter
from sme4smartcities.core.jobs.queries import dead_letters
from sme4smartcities.core.jobs.services import retry_dead_letters
from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.policies import SYSTEM

TRIED_AGAIN = timedelta(days=1)  # after an erasure used up its tries and the operator was told


@task()
def make_download(number: int) -> None:
    build_download(number)


@task()
def erase_one(number: int) -> None:
    erase_member(actor=SYSTEM, number=number)


@task()
def keep_terms() -> None:
    """Erase who asked for it and delete what is past its time."""
    begin_erasures()
    remove_old_downloads()
    sweep_downloads()


def begin_erasures() -> None:
    """Give each erasure that is due a job of its own: one that fails stands in nobody's way.

    After five tries it is a dead letter, which tells the operator; from then on it is tried anew
    every day, until it goes well.
    """
    stuck = {letter.args[0]: letter for letter in dead_letters(10_000) if _is_erasure(letter)}
    for number in erasures_due():
        if number not in stuck:
            erase_one.keyed(str(number)).enqueue(number)
        elif _is_old(stuck[number]):
            retry_dead_letters([stuck[number].id])


def _is_erasure(letter: DeadLetter) -> bool:
    return letter.task == erase_one.module_path


def _is_old(letter: DeadLetter) -> bool:
    return letter.at is None or letter.at < timezone.now() - TRIED_AGAIN


def begin_download(recorded: Recorded) -> None:
    """React to a member's wish for his or her data."""
    make_download.enqueue(recorded.fact.export_id)
