"""Which work follows what others did to organisations and terms."""

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.opportunities import tasks
from sme4smartcities.opportunities.services import following


def follow_organisation(recorded: Recorded) -> None:
    number = recorded.fact.subject_id
    tasks.follow_organisation.keyed(f"organisation {number}").enqueue(number)


def follow_merged_organisation(recorded: Recorded) -> None:
    old, new = recorded.fact.subject_id, recorded.fact.into_id
    following.follow_merged_organisation(old, new)
    tasks.follow_organisation.keyed(f"organisation {new}").enqueue(new)


def follow_term(recorded: Recorded) -> None:
    number = recorded.fact.subject_id
    tasks.follow_terms.keyed(f"term {number}").enqueue([number])


def follow_merged_term(recorded: Recorded) -> None:
    number = recorded.fact.into
    tasks.follow_terms.keyed(f"term {number}").enqueue([number])


def follow_lists(recorded: Recorded) -> None:
    tasks.follow_lists.keyed("everything").enqueue()
