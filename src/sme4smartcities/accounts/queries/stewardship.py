"""What coordinators ask about members, and a guest about an invitation."""

import hashlib
from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet

from sme4smartcities.accounts.models import Invitation, Member, Role
from sme4smartcities.accounts.policies import is_steward
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import PLATFORM

STANDINGS = {
    "open": Q(is_active=True, confirmed_at__isnull=False, erase_after=None),
    "unconfirmed": Q(is_active=True, confirmed_at=None),
    "blocked": Q(blocked_at__isnull=False),
    "leaving": Q(erase_after__isnull=False),
}


def all_members(actor: Actor) -> QuerySet[Member]:
    """Everybody who is not erased, for coordinators and operators; nobody for others."""
    rows: QuerySet[Member] = Member.objects.filter(erased_at=None)
    if not is_steward(actor):
        rows = rows.none()
    platform = Role.objects.filter(scope_kind=PLATFORM.kind).order_by("role")
    return rows.prefetch_related(Prefetch("roles", queryset=platform, to_attr="platform_roles"))


def members_like(
    actor: Actor, *, words: str = "", role: str = "", standing: str = ""
) -> QuerySet[Member]:
    """Find members by a part of name or address, by role, by standing; newest first."""
    rows = all_members(actor)
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if role:
        rows = rows.filter(roles__role=role, roles__scope_kind=PLATFORM.kind)
    if standing in STANDINGS:
        rows = rows.filter(STANDINGS[standing])
    return rows.order_by("-joined_at", "-pk")


def invitations_sent(actor: Actor) -> Sequence[Invitation]:
    rows = Invitation.objects.select_related("invited_by")
    return list(rows[:50]) if is_steward(actor) else []


def invitation_named(actor: Actor, number: int) -> Invitation | None:
    return Invitation.objects.filter(pk=number).first() if is_steward(actor) else None


def invitation_by(token: str) -> Invitation | None:
    digest = hashlib.sha256(token.encode()).hexdigest()
    return Invitation.objects.open().filter(token_hash=digest).first()


def has_coordinator() -> bool:
    """Say whether anybody runs this platform."""
    return Role.objects.filter(role="coordinator", scope_kind=PLATFORM.kind).exists()
