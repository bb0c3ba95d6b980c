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
