"""Which work of tagging follows what happened to texts and to lists."""

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.matching.services.reading import note as note_unread
from sme4smartcities.matching.tagging import tasks
from sme4smartcities.matching.tagging.services import suggesting


def follow_text(recorded: Recorded) -> None:
    """Have the subject looked at, once the models have read it."""
    subject = recorded.fact.subject
    note_unread([subject])
    suggesting.note([subject])
    tasks.suggest_due.keyed("tags").enqueue()


def follow_list(_recorded: Recorded) -> None:
    tasks.read_terms.keyed("terms").enqueue()
