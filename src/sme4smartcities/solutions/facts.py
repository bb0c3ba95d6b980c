"""What can happen to a solution."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class SolutionFact(Fact):
    subject_kind: ClassVar[str] = "solution"


@dataclass(frozen=True, kw_only=True)
class SolutionCreated(SolutionFact):
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class SolutionEdited(SolutionFact):
    section: str


class SolutionPublished(SolutionFact):
    """It can be found, the first time or again."""


class SolutionWithdrawn(SolutionFact):
    pass


class SolutionArchived(SolutionFact):
    pass


class SolutionConfirmed(SolutionFact):
    """An owner found it still right."""


class SolutionDeleted(SolutionFact):
    pass


@dataclass(frozen=True, kw_only=True)
class AnswerStated(SolutionFact):
    """Its owners say that it answers a challenge."""

    challenge_id: int


@dataclass(frozen=True, kw_only=True)
class AnswerTakenBack(SolutionFact):
    challenge_id: int


@dataclass(frozen=True, kw_only=True)
class OrganisationFactOfSolution(SolutionFact):
    organisation_id: int


class OwnerAsked(OrganisationFactOfSolution):
    """A further organisation is asked to offer the solution as well."""


class OwnerJoined(OrganisationFactOfSolution):
    pass


class OwnerDeclined(OrganisationFactOfSolution):
    pass


class OwnerLeft(OrganisationFactOfSolution):
    """An owner left, or the question to become one was taken back."""


class EndorsementAsked(OrganisationFactOfSolution):
    pass


@dataclass(frozen=True, kw_only=True)
class EndorsementMoved(OrganisationFactOfSolution):
    """A city gave its word, declined, or took it back: the act and the states on both sides."""

    act: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class PartKept(SolutionFact):
    """A reference or picture was added or changed."""

    part: str
    part_id: int
    new: bool


@dataclass(frozen=True, kw_only=True)
class PartRemoved(SolutionFact):
    part: str
    part_id: int


class StaleReminderSent(SolutionFact):
    pass
