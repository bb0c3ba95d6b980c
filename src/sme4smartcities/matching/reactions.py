"""Which work follows what happened to organisations, challenges and solutions."""

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.matching import tasks
from sme4smartcities.matching.queries.fits import beside
from sme4smartcities.matching.services.reading import note


def follow(recorded: Recorded) -> None:
    """Have the texts of the fact's subject read again; what was withdrawn loses its vectors so."""
    note([recorded.fact.subject])
    tasks.read_due.keyed("due").enqueue()


def follow_limits(recorded: Recorded) -> None:
    """Fill up the lists that new limits thin, so that they look as if the other were not there."""
    note(beside(recorded.fact.subject_id))
    tasks.read_due.keyed("due").enqueue()
