"""What accounts do in the background."""

from sme4smartcities.accounts.services.downloads import (
    build_download,
    remove_old_downloads,
    sweep_downloads,
)
from sme4smartcities.accounts.services.erasure import erase_due
from sme4smartcities.core.jobs import task
from sme4smartcities.core.journal.reactors import Recorded


@task()
def make_download(number: int) -> None:
    build_download(number)


@task()
def keep_terms() -> None:
    """Erase who asked for it and delete what is past its time."""
    erase_due()
    remove_old_downloads()
    sweep_downloads()


def begin_download(recorded: Recorded) -> None:
    """React to a member's wish for his or her data."""
    make_download.enqueue(recorded.fact.export_id)
