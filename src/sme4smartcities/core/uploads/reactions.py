"""What follows when a file was let in: the scanner is asked, if there is one."""

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.uploads import scanner
from sme4smartcities.core.uploads.tasks import scan


def scan_accepted(recorded: Recorded) -> None:
    if scanner.is_on():
        scan.enqueue(recorded.fact.subject_id)
