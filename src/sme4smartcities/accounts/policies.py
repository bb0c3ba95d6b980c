"""Who may change another member's standing, and who runs the platform's rules."""

from django.conf import settings

from sme4smartcities.accounts.models import ApiToken, Member
from sme4smartcities.core.policies import SYSTEM, Actor, has_role
from sme4smartcities.core.subjects import PLATFORM, Subject

COORDINATOR = "coordinator"
OPERATOR = "operator"
PLATFORM_ROLES = (COORDINATOR, OPERATOR)
DEMO = "demo"  # a role account of the demonstration, whose password everybody knows


def is_coordinator(actor: Actor) -> bool:
    return has_role(actor, COORDINATOR)


def is_operator(actor: Actor) -> bool:
    return has_role(actor, OPERATOR)


def may_sign_in(member: Member) -> bool:
    """Keep the accounts of a demonstration out of any other house that its database is copied to."""
    return settings.DEMO or (DEMO, PLATFORM) not in member.all_grants


def may_change_role(actor: Actor, role: str, scope: Subject) -> bool:
    """Decide about platform roles; in other scopes the feature that owns the scope has decided."""
    if scope != PLATFORM:
        return True
    if role == DEMO:  # it bars the account from real houses, so nobody in this one takes it away
        return actor is SYSTEM
    if role == OPERATOR:
        return is_operator(actor)
    return is_coordinator(actor) or is_operator(actor)


def may_still_give(member: Member | None, role: str) -> bool:
    """Say whether who once offered a platform role may give it today."""
    return member is not None and member.is_active and may_change_role(member, role, PLATFORM)


def may_revoke_token(actor: Actor, token: ApiToken) -> bool:
    return actor.pk == token.member_id or is_coordinator(actor)


def is_steward(actor: Actor) -> bool:
    """Coordinators run the programme, operators the machine: both look after members."""
    return is_coordinator(actor) or is_operator(actor)


def may_invite(actor: Actor) -> bool:
    return is_steward(actor)


def may_block(actor: Actor, member: Member) -> bool:
    """Nobody closes his or her own account so; coordinators and operators only by an operator."""
    if member.pk == actor.pk or member.erased_at is not None:
        return False
    powerful = any(role in PLATFORM_ROLES for role, _scope in member.all_grants)
    return is_operator(actor) if powerful else is_steward(actor)


def may_publish_terms(actor: Actor) -> bool:
    return is_coordinator(actor)
