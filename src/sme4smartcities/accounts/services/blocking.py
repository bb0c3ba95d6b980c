"""Close a member's account against his or her will, and open it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.facts import MemberBlocked, MemberUnblocked
from sme4smartcities.accounts.models import ApiToken, Member
from sme4smartcities.accounts.policies import may_block
from sme4smartcities.accounts.services.letters import write_to_member
from sme4smartcities.accounts.services.sessions import end_sessions
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.search.services import drop


@transaction.atomic
def block_member(*, actor: Actor, member: Member, reason: str) -> Member:
    """Sign the member out everywhere, stop the keys, and tell why. The reason is shown to him or her."""
    row: Member = Member.objects.select_for_update().get(pk=member.pk)
    require(may_block(actor, row), _("This account cannot be blocked by you."))
    if not reason.strip():
        raise Refused(_("Give the reason: the member will read it."))
    if row.blocked_at:
        return row
    row.is_active, row.blocked_at, row.block_reason = False, timezone.now(), reason.strip()[:500]
    row.save(update_fields=["is_active", "blocked_at", "block_reason"])
    ApiToken.objects.live().filter(member=row).update(revoked_at=timezone.now())
    end_sessions(row)
    drop(row.subject)
    record(MemberBlocked(actor_id=actor.pk, subject_id=row.pk))
    write_to_member(row, "blocked", reason=row.block_reason)
    return row


@transaction.atomic
def unblock_member(*, actor: Actor, member: Member) -> Member:
    row: Member = Member.objects.select_for_update().get(pk=member.pk)
    require(may_block(actor, row), _("This account cannot be opened by you."))
    if row.blocked_at:
        row.is_active, row.blocked_at, row.block_reason = True, None, ""
        row.save(update_fields=["is_active", "blocked_at", "block_reason"])
        record(MemberUnblocked(actor_id=actor.pk, subject_id=row.pk))
        write_to_member(row, "unblocked")
    return row
