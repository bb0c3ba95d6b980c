"""What happens between organisations that act on a match."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


@dataclass(frozen=True, kw_only=True)
class OfferFact(Fact):
    subject_kind: ClassVar[str] = "offer"

    sender_id: int | None
    receiver_id: int | None


@dataclass(frozen=True, kw_only=True)
class OfferSent(OfferFact):
    """``kind``: help, or need: a city says that it has the problem that a solution answers."""

    kind: str
    challenge_id: int | None


@dataclass(frozen=True, kw_only=True)
class OfferMoved(OfferFact):
    """Answered, withdrawn or ended: the act and the states on both sides; ``reason`` of a no."""

    act: str
    was: str
    now: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LineSaid(OfferFact):
    line_id: int


class AllianceFact(Fact):
    subject_kind: ClassVar[str] = "alliance"


@dataclass(frozen=True, kw_only=True)
class AllianceStarted(AllianceFact):
    starter_id: int
    challenge_id: int | None


@dataclass(frozen=True, kw_only=True)
class AllianceMoved(AllianceFact):
    """Its invitations went out, it stands, or it ended."""

    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class SeatMoved(AllianceFact):
    """A member was chosen, invited, accepted, declined, left or did not answer."""

    seat_id: int
    organisation_id: int
    act: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class LeadPassed(AllianceFact):
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class SeatDescribed(AllianceFact):
    """A member said what it covers; ``opens``: it agrees that the challenge's owner sees the alliance."""

    seat_id: int
    organisation_id: int
    opens: bool


class MeetingFact(Fact):
    subject_kind: ClassVar[str] = "meeting"


@dataclass(frozen=True, kw_only=True)
class MeetingProposed(MeetingFact):
    """Three times were proposed, at first or anew; ``about``: "offer:5" or "alliance:7"."""

    about: str
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class MeetingAnswered(MeetingFact):
    organisation_id: int
    act: str


class MeetingAgreed(MeetingFact):
    pass


class MeetingCancelled(MeetingFact):
    pass


class MeetingReminded(MeetingFact):
    pass
