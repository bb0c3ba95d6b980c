"""What happened to members: their accounts, their sign-in, their roles, their data."""

from dataclasses import dataclass

from sme4smartcities.core.journal.facts import Fact
from sme4smartcities.core.subjects import Subject


@dataclass(frozen=True, kw_only=True)
class MemberFact(Fact):
    """Something about one member."""

    subject_kind = "member"


class MemberRegistered(MemberFact):
    """Somebody asked for an account; whether the address is his or hers is not known yet."""


class MemberConfirmed(MemberFact):
    """The mailbox was proven for the first time: from here on the member takes part."""


class AddressChanged(MemberFact):
    pass


class PasswordChanged(MemberFact):
    pass


@dataclass(frozen=True, kw_only=True)
class SecondFactorChanged(MemberFact):
    kind: str  # totp, webauthn, recovery_codes
    change: str  # added, removed, renewed


class SessionsEnded(MemberFact):
    pass


class ProfileChanged(MemberFact):
    """What the member shows changed, or to whom."""


class SettingsChanged(MemberFact):
    """Language or time zone changed."""


class AddressTriedAgain(MemberFact):
    """The member wants mail again at an address from which it came back."""


@dataclass(frozen=True, kw_only=True)
class TermsAccepted(MemberFact):
    number: int


@dataclass(frozen=True, kw_only=True)
class TermsPublished(Fact):
    subject_kind = "terms"

    number: int


@dataclass(frozen=True, kw_only=True)
class TokenMade(MemberFact):
    token_id: int
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(MemberFact):
    token_id: int


@dataclass(frozen=True, kw_only=True)
class DataExportRequested(MemberFact):
    export_id: int


@dataclass(frozen=True, kw_only=True)
class DataExportFetched(MemberFact):
    export_id: int


@dataclass(frozen=True, kw_only=True)
class ErasureRequested(MemberFact):
    days: int  # until it happens


class ErasureCancelled(MemberFact):
    pass


class MemberErased(MemberFact):
    pass


class MemberBlocked(MemberFact):
    pass


class MemberUnblocked(MemberFact):
    pass


@dataclass(frozen=True, kw_only=True)
class InvitationFact(Fact):
    subject_kind = "invitation"

    role: str = ""
    scope_kind: str = ""
    scope_id: int = 0


class InvitationSent(InvitationFact):
    pass


class InvitationRevoked(InvitationFact):
    pass


class InvitationAccepted(InvitationFact):
    pass


@dataclass(frozen=True, kw_only=True)
class RoleFact(MemberFact):
    """A role of a member in one scope changed."""

    role: str
    scope_kind: str
    scope_id: int

    @property
    def scope(self) -> Subject:
        return Subject(self.scope_kind, self.scope_id)


class RoleGranted(RoleFact):
    pass


class RoleRevoked(RoleFact):
    pass
