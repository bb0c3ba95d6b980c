"""From a match to a talk in one step: an offer, and three times that go along with it."""

from collections.abc import Callable

from django.db import transaction

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.models import Meeting, Offer
from sme4smartcities.alliances.services.meeting import Proposal, propose_meeting


@transaction.atomic
def turn_with_times(*, actor: Member, turn: Callable[[], Offer], proposal: Proposal) -> Meeting:
    """Turn to another organisation and propose to meet: both, or neither.

    ``turn``: one of the acts of services/offering.py. Whoever takes one of the times, or proposes
    others, answers the offer with yes.
    """
    return propose_meeting(actor=actor, about=turn(), proposal=proposal)
