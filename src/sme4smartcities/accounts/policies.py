"""Who may change another member's standing, and who runs the platform's rules."""

from sme4smartcities.accounts.models import ApiToken
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import PLATFORM, Subject

COORDINATOR = "coordinator"
OPERATOR = "operator"
PLATFORM_ROLES = (COORDINATOR, OPERATOR)


def is_coordinator(actor: Actor) -> bool:
    return has_role(actor, COORDINATOR)


def is_operator(actor: Actor) -> bool:
    return has_role(actor, OPERATOR)


def may_change_role(actor: Actor, role: str, scope: Subject) -> bool:
    """Decide about platform roles; in other scopes the feature that owns the scope has decided."""
    if scope != PLATFORM:
        return True
    if role == OPERATOR:
        return is_operator(actor)
    return is_coordinator(actor) or is_operator(actor)


def may_revoke_token(actor: Actor, token: ApiToken) -> bool:
    return actor.pk == token.member_id or is_coordinator(actor)


def may_publish_terms(actor: Actor) -> bool:
    return is_coordinator(actor)
