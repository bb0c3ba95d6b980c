"""What happens in matching that somebody may ask about later."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class MatchesConsulted(Fact):
    """Somebody of a city looked at who could solve its challenge."""

    subject_kind: ClassVar[str] = "challenge"


@dataclass(frozen=True, kw_only=True)
class MatchJudged(Fact):
    """A member called a match useful or dismissed it; of which match, only the member reads."""

    subject_kind: ClassVar[str] = "member"
    verdict: str
    reason: str


class FeedbackTaken(Fact):
    """A member took back what he or she had said of a match."""

    subject_kind: ClassVar[str] = "member"


@dataclass(frozen=True, kw_only=True)
class PartMuted(Fact):
    subject_kind: ClassVar[str] = "member"
    part: str


@dataclass(frozen=True, kw_only=True)
class PartUnmuted(Fact):
    subject_kind: ClassVar[str] = "member"
    part: str


@dataclass(frozen=True, kw_only=True)
class ReachSet(Fact):
    """Managers set who may be suggested to their organisation ("sees") or to whom it may ("seen");
    what they set stands nowhere but in their settings."""

    subject_kind: ClassVar[str] = "organisation"
    way: str
