"""What can happen to an opportunity."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class OpportunityFact(Fact):
    subject_kind: ClassVar[str] = "opportunity"


@dataclass(frozen=True, kw_only=True)
class OpportunityCreated(OpportunityFact):
    """A draft was begun; ``organisation_id``: whose it is, None for one that nobody here offers."""

    organisation_id: int | None


class OpportunityEdited(OpportunityFact):
    """Its words changed, and nothing that a reader would have to plan anew."""


@dataclass(frozen=True, kw_only=True)
class OpportunityChanged(OpportunityFact):
    """After it was published, what readers plan by became another. ``what``: dates, deadlines, place."""

    what: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OpportunityStep(OpportunityFact):
    """A step of its lifecycle was taken: the act and the states on both sides."""

    act: str
    was: str
    now: str


class OpportunitySubmitted(OpportunityStep):
    pass


class OpportunityReturned(OpportunityStep):
    """It is a draft again."""


class OpportunityPublished(OpportunityStep):
    """Everybody can find it, the first time or again."""


class OpportunityPostponed(OpportunityStep):
    pass


class OpportunityCancelled(OpportunityStep):
    pass


class OpportunityClosed(OpportunityStep):
    pass


class OpportunityGone(OpportunityStep):
    """Its source tells of it no more."""


class OpportunityWithdrawn(OpportunityStep):
    pass


class OpportunityDeleted(OpportunityFact):
    pass


@dataclass(frozen=True, kw_only=True)
class ComplaintMade(OpportunityFact):
    complaint_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ComplaintSettled(OpportunityFact):
    complaint_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CalendarFact(Fact):
    """About the member who has the address."""

    subject_kind: ClassVar[str] = "member"

    address_id: int


class CalendarAddressMade(CalendarFact):
    pass


class CalendarAddressRevoked(CalendarFact):
    pass
