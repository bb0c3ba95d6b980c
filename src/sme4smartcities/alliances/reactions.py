"""What follows here from what happened to challenges and organisations."""

from sme4smartcities.alliances.services import following, reminding, seating
from sme4smartcities.core.journal.reactors import Recorded


def follow_closed_challenge(recorded: Recorded) -> None:
    following.lapse_with_challenge(recorded.fact.subject_id)


def follow_merged_organisation(recorded: Recorded) -> None:
    old, new = recorded.fact.subject_id, recorded.fact.into_id
    following.follow_merged_organisation(old, new)
    seating.follow_merged_seats(old, new)
    reminding.follow_merged_parties(old, new)


def follow_deleted_organisation(recorded: Recorded) -> None:
    following.follow_deleted_organisation()
    seating.follow_deleted_seats()
    reminding.follow_deserted_meetings()
