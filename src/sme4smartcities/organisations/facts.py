"""What happens to organisations and their people."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class OrganisationFact(Fact):
    subject_kind: ClassVar[str] = "organisation"


class OrganisationRegistered(OrganisationFact):
    pass


@dataclass(frozen=True, kw_only=True)
class ProfileEdited(OrganisationFact):
    section: str


class ProfileConfirmed(OrganisationFact):
    """Somebody looked at the profile and said that it is still right."""


class StaleReminderSent(OrganisationFact):
    pass


@dataclass(frozen=True, kw_only=True)
class OrganisationMoved(OrganisationFact):
    """A step of the life cycle: the act's name and the states on both sides."""

    act: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class OrganisationMerged(OrganisationFact):
    """The subject went into another; features that point at it move their rows."""

    into_id: int


class OrganisationVerified(OrganisationFact):
    pass


class VerificationRevoked(OrganisationFact):
    pass


class OrganisationDeleted(OrganisationFact):
    pass


@dataclass(frozen=True, kw_only=True)
class OrganisationClaimed(OrganisationFact):
    """An organisation without manager got one, who holds a confirmed address in its domain."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class PersonFact(OrganisationFact):
    member_id: int


class JoinRequested(PersonFact):
    pass


class JoinAccepted(PersonFact):
    pass


class JoinDeclined(PersonFact):
    pass


class JoinWithdrawn(PersonFact):
    pass


class PersonLeft(PersonFact):
    """A person went, or was taken off by a manager: the actor tells which."""


class AppearanceChanged(PersonFact):
    """A person said who may see on the organisation's page that he or she works there."""


@dataclass(frozen=True, kw_only=True)
class RoleChanged(PersonFact):
    role: str


@dataclass(frozen=True, kw_only=True)
class ColleagueInvited(OrganisationFact):
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(OrganisationFact):
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationEnded(OrganisationFact):
    """Withdrawn by a manager or declined by the person invited."""

    invitation_id: int
