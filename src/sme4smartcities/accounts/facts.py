"""What happened to members and their roles."""

from dataclasses import dataclass

from sme4smartcities.core.journal.facts import Fact
from sme4smartcities.core.subjects import Subject


@dataclass(frozen=True, kw_only=True)
class MemberFact(Fact):
    """Something about one member."""

    subject_kind = "member"


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
