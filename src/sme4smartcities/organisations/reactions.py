"""Which work follows what others did to terms and places."""

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.organisations import tasks


def follow_term(recorded: Recorded) -> None:
    number = recorded.fact.subject_id
    tasks.follow_terms.keyed(f"term {number}").enqueue([number])


def follow_merged_term(recorded: Recorded) -> None:
    """Look at those who carry the term that stayed: the lists put them there (decision 0030)."""
    number = recorded.fact.into
    tasks.follow_terms.keyed(f"term {number}").enqueue([number])


def follow_place(recorded: Recorded) -> None:
    number = recorded.fact.subject_id
    tasks.follow_place.keyed(f"place {number}").enqueue(number)


def follow_lists(recorded: Recorded) -> None:
    """Look at everybody: a whole list, the gazetteer or the operator's table changed."""
    tasks.follow_everything.keyed("everybody").enqueue()
