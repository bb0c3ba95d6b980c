"""What matching does by itself: reading texts, in a lane of its own."""

from sme4smartcities.core.jobs import task
from sme4smartcities.matching.services import reading

MEANING = "meaning"  # a queue of its own: no export or mail makes a challenge wait


@task(queue_name=MEANING)
def read_due() -> None:
    """Read for a moment and make room; a challenge published meanwhile comes first then."""
    if reading.read_due():
        read_due.keyed("due").enqueue()


@task(queue_name=MEANING)
def read_unread() -> None:
    """Take up what no model has read yet: a new package, another version, a restored backup."""
    if reading.note_unread():
        read_due.keyed("due").enqueue()
