"""What follows here from what happened to challenges and organisations."""

from sme4smartcities.alliances.models import LIVE, Alliance
from sme4smartcities.alliances.services import ending, following, reminding, seating
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


def follow_standing(recorded: Recorded) -> None:
    seating.follow_standing(recorded.fact.subject_id)


def end_meetings_of_offer(recorded: Recorded) -> None:
    if recorded.fact.now not in LIVE:
        ending.end_with_offer(recorded.fact.subject_id)


def end_meetings_of_alliance(recorded: Recorded) -> None:
    if recorded.fact.now == Alliance.State.ENDED:
        ending.end_with_alliance(recorded.fact.subject_id)


def leave_meetings_of_alliance(recorded: Recorded) -> None:
    if recorded.fact.act == "leave":
        ending.leave_meetings(recorded.fact.subject_id, recorded.fact.organisation_id)
