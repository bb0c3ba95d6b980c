"""What can happen to a programme."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class ProgrammeFact(Fact):
    subject_kind: ClassVar[str] = "programme"


class ProgrammeCreated(ProgrammeFact):
    pass


class ProgrammeEdited(ProgrammeFact):
    pass


@dataclass(frozen=True, kw_only=True)
class ProgrammeMoved(ProgrammeFact):
    """A step of its life: the act and the states on both sides."""

    act: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class PartKept(ProgrammeFact):
    """A part was added or changed: ``part`` is its model's name."""

    part: str
    part_id: int
    new: bool


@dataclass(frozen=True, kw_only=True)
class PartRemoved(ProgrammeFact):
    part: str
    part_id: int


@dataclass(frozen=True, kw_only=True)
class PartnerJoined(ProgrammeFact):
    organisation_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class PartnerLeft(ProgrammeFact):
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class EnquiryStarted(ProgrammeFact):
    enquiry_id: int


@dataclass(frozen=True, kw_only=True)
class EnquiryAnswered(ProgrammeFact):
    enquiry_id: int


@dataclass(frozen=True, kw_only=True)
class EnquiryClosed(ProgrammeFact):
    enquiry_id: int


@dataclass(frozen=True, kw_only=True)
class EnquiryReported(ProgrammeFact):
    enquiry_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class EnquirySettled(ProgrammeFact):
    enquiry_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ParticipationAsked(ProgrammeFact):
    """An organisation asked to take part, or was invited: the state tells which."""

    participation_id: int
    organisation_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ParticipationMoved(ProgrammeFact):
    participation_id: int
    organisation_id: int
    act: str
    was: str
    now: str
