"""Every change of a member's roles."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.facts import RoleGranted, RoleRevoked
from sme4smartcities.accounts.models import Member, Role
from sme4smartcities.accounts.policies import PLATFORM_ROLES, may_change_role
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM, Actor, require
from sme4smartcities.core.subjects import PLATFORM, Subject


@transaction.atomic
def grant_role(*, actor: Actor, member: Member, role: str, scope: Subject = PLATFORM) -> Role:
    """Give a role; giving it twice changes nothing.

    Platform roles are decided here. A feature that owns another kind of scope asks its own policy
    before it calls.
    """
    require(may_change_role(actor, role, scope), _("Only a coordinator can give this role."))
    if not member.is_active:
        raise Refused(_("This account is closed. Open it again before you give it a role."))
    held, new = Role.objects.get_or_create(
        member=member, role=role, scope_kind=scope.kind, scope_id=scope.id
    )
    if new:
        member.forget_grants()
        record(
            RoleGranted(
                actor_id=actor.pk,
                subject_id=member.pk,
                role=role,
                scope_kind=scope.kind,
                scope_id=scope.id,
            )
        )
    return held


@transaction.atomic
def revoke_role(*, actor: Actor, member: Member, role: str, scope: Subject = PLATFORM) -> bool:
    """Take a role away; give whether the member had it. The platform keeps its last coordinator."""
    require(may_change_role(actor, role, scope), _("Only a coordinator can take this role away."))
    if scope == PLATFORM and actor is not SYSTEM and is_last_holder(role, member):
        raise Refused(_("This is the last holder of the role. Give it to somebody else first."))
    gone, _rows = Role.objects.filter(
        member=member, role=role, scope_kind=scope.kind, scope_id=scope.id
    ).delete()
    if gone:
        member.forget_grants()
        record(
            RoleRevoked(
                actor_id=actor.pk,
                subject_id=member.pk,
                role=role,
                scope_kind=scope.kind,
                scope_id=scope.id,
            )
        )
    return bool(gone)


def is_last_holder(role: str, member: Member) -> bool:
    """Say whether nobody else with this platform role can sign in and means to stay.

    Whoever else takes the role from somebody, or leaves, waits until this transaction ends.
    """
    if role not in PLATFORM_ROLES:
        return False
    held = Role.objects.filter(role=role, scope_kind=PLATFORM.kind, scope_id=PLATFORM.id)
    list(held.select_for_update().order_by("pk").values_list("pk", flat=True))
    staying = held.filter(member__is_active=True, member__erase_after=None)
    return set(staying.values_list("member_id", flat=True)) == {member.pk}
