"""Turn a rule's answer into a refusal; say who may act and in which scope."""

from typing import Protocol

from sme4smartcities.core.errors import Message, NotAllowed
from sme4smartcities.core.subjects import PLATFORM, Subject


class Actor(Protocol):
    """Whoever acts: a member, a visitor (nobody), or the platform itself."""

    @property
    def pk(self) -> int | None: ...

    @property
    def is_authenticated(self) -> bool: ...


class System:
    """The platform acting by itself: jobs, imports, the demo loader. It may do everything."""

    pk = None
    is_authenticated = True

    def holds(self, role: str, scope: Subject) -> bool:
        return True


SYSTEM = System()


def require(allowed: bool, message: Message) -> None:
    """Raise NotAllowed unless the policy said yes."""
    if not allowed:
        raise NotAllowed(message)


def holds_back(actor: Actor, role: str) -> bool:
    """Say whether the actor has the role, asleep until he or she signs in with a second factor."""
    asleep = getattr(actor, "holds_back", None)
    return bool(asleep and asleep(role))


def has_role(actor: Actor, role: str, *scopes: Subject) -> bool:
    """Say whether the actor holds the role in one of the scopes; without scopes, on the platform."""
    holds = getattr(actor, "holds", None)
    if holds is None or not actor.is_authenticated:
        return False
    return any(holds(role, scope) for scope in scopes or (PLATFORM,))
