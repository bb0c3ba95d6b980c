"""Which job follows which act."""

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.organisations.exchange import tasks


def read_started(recorded: Recorded) -> None:
    tasks.read_import.enqueue(recorded.fact.subject_id)


def check_chosen(recorded: Recorded) -> None:
    tasks.check_import.enqueue(recorded.fact.subject_id)


def enter_confirmed(recorded: Recorded) -> None:
    tasks.enter_import.enqueue(recorded.fact.subject_id)


def write_asked(recorded: Recorded) -> None:
    tasks.write_export.enqueue(recorded.fact.subject_id)
