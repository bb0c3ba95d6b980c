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
    """The subject went into another with what is named; features that point at it move their rows."""

    into_id: int
    people: tuple[int, ...] = ()
    requests: tuple[int, ...] = ()
    conversations: tuple[int, ...] = ()
    contacts: tuple[int, ...] = ()


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


class ConversationFact(Fact):
    subject_kind: ClassVar[str] = "conversation"


class ConversationStarted(ConversationFact):
    pass


@dataclass(frozen=True, kw_only=True)
class MessageRelayed(ConversationFact):
    message_id: int


class ConversationClosed(ConversationFact):
    pass


@dataclass(frozen=True, kw_only=True)
class ConversationReported(ConversationFact):
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportSettled(ConversationFact):
    outcome: str


@dataclass(frozen=True, kw_only=True)
class SenderBlocked(ConversationFact):
    member_id: int


@dataclass(frozen=True, kw_only=True)
class SenderUnblocked(ConversationFact):
    member_id: int


class ContactFact(Fact):
    subject_kind: ClassVar[str] = "contact"


class ContactAdded(ContactFact):
    pass


class ContactEdited(ContactFact):
    pass


@dataclass(frozen=True, kw_only=True)
class ContactNoticed(ContactFact):
    """The notice of Article 14 left: by ``mail`` or by ``post``."""

    by: str


class ContactInvited(ContactFact):
    pass


class ContactObjected(ContactFact):
    pass


@dataclass(frozen=True, kw_only=True)
class ContactErased(ContactFact):
    """Deleted; why: ``asked``, ``objected``, ``expired``, ``suppressed`` or ``cleared``."""

    why: str


@dataclass(frozen=True, kw_only=True)
class ContactsExported(Fact):
    subject_kind: ClassVar[str] = "platform"
    contacts: int
    format: str


class AddressSuppressed(Fact):
    subject_kind: ClassVar[str] = "platform"
