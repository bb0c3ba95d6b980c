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
