"""Who may knock at an address at all; policies then decide about each object.

Every named address of the platform stands in a manifest's ``access`` map with one of these
levels. An address without a level is closed to everybody: the middleware refuses it and the
architecture test names it.
"""

from enum import StrEnum


class Access(StrEnum):
    PUBLIC = "public"
    MEMBER = "member"
    COORDINATOR = "coordinator"
    OPERATOR = "operator"
    STEWARD = "steward"  # either of the two

    @property
    def roles(self) -> tuple[str, ...]:
        """The platform roles of which one opens the door; none where a sign-in is enough."""
        return ROLES_OF.get(self, ())


ROLES_OF = {
    Access.COORDINATOR: ("coordinator",),
    Access.OPERATOR: ("operator",),
    Access.STEWARD: ("coordinator", "operator"),
}
