"""What matching does by itself: reading texts, in a lane of its own."""

import logging

from sme4smartcities.core.jobs import task
from sme4smartcities.matching.services import fitting, reading

log = logging.getLogger(__name__)

MEANING = "meaning"  # a queue of its own: no export or mail makes a challenge wait


@task(queue_name=MEANING)
def read_due() -> None:
    """Read for a moment and make room; a challenge published meanwhile comes first then."""
    read = 0
    for subject in reading.read_due():
        read += 1
        try:
            fitting.fit(subject)
        except Exception:  # one that cannot be judged must not stand in the way of all others
            log.exception("%s could not be matched", subject)
    if read:
        read_due.keyed("due").enqueue()


@task(queue_name=MEANING)
def read_unread() -> None:
    """Take up what no model has read yet: a new package, another version, a restored backup."""
    if reading.note_unread():
        read_due.keyed("due").enqueue()


@task(queue_name=MEANING)
def judge_again() -> None:
    """Judge all open challenges anew: those that came and went meanwhile moved what stands out."""
    reading.note_open_challenges()
    read_due.keyed("due").enqueue()
