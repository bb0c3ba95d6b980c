"""Invite people by mail, with a platform role or without. Nobody is reminded."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.facts import InvitationAccepted, InvitationRevoked, InvitationSent
from sme4smartcities.accounts.models import Invitation
from sme4smartcities.accounts.policies import may_change_role, may_invite, may_still_give
from sme4smartcities.accounts.services.letters import may_write_to_stranger, write_to_address
from sme4smartcities.accounts.services.roles import grant_role
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM, Actor, require
from sme4smartcities.core.subjects import PLATFORM

OPEN_FOR = timedelta(days=10)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, actor: Actor, email: str, language: str, role: str = "") -> Invitation:
    """Send one mail with a link that opens for ten days; a newer one closes the older.

    The answer is the same whether the address is known here or not. Raises Refused when too many
    letters went to this address today.
    """
    require(may_invite(actor), _("Only a coordinator invites people to the platform."))
    if role:
        require(may_change_role(actor, role, PLATFORM), _("You cannot give this role."))
    email = email.strip().lower()
    if not may_write_to_stranger(email):
        raise Refused(_("This address got enough mail today. Try again tomorrow."))
    for older in Invitation.objects.open().filter(email=email):
        _close(actor, older)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        language=language,
        token_hash=hashed(token),
        role=role,
        invited_by_id=actor.pk,
        expires_at=timezone.now() + OPEN_FOR,
    )
    record(InvitationSent(actor_id=actor.pk, subject_id=invitation.pk, role=role))
    path = f"/{language}/account/invitation/{token}/"
    write_to_address(email, "invitation", language=language, context={"path": path})
    return invitation


@transaction.atomic
def revoke_invitation(*, actor: Actor, invitation: Invitation) -> None:
    require(may_invite(actor), _("Only a coordinator invites people to the platform."))
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.is_open:
        _close(actor, row)


def _close(actor: Actor, row: Invitation) -> None:
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    record(InvitationRevoked(actor_id=actor.pk, subject_id=row.pk))


@transaction.atomic
def accept_invitation(*, actor: Any, token: str) -> Invitation:
    """Take the invited role. Only who owns the invited address can; twice changes nothing.

    A role comes from somebody who may still give it: who lost that right cannot come back by it.
    """
    row = Invitation.objects.select_for_update().filter(token_hash=hashed(token)).first()
    if row is None or not (row.is_open or row.accepted_by_id == actor.pk):
        raise Refused(_("This invitation is no longer open. Ask for a new one."))
    if row.email != actor.email:
        raise Refused(_("This invitation went to another address. Sign in with that one."))
    if row.accepted_at is None:
        if row.role and not may_still_give(row.invited_by, row.role):
            raise Refused(_("This invitation is no longer open. Ask for a new one."))
        row.accepted_at, row.accepted_by = timezone.now(), actor
        row.save(update_fields=["accepted_at", "accepted_by"])
        if row.role:
            grant_role(actor=SYSTEM, member=actor, role=row.role)
        record(InvitationAccepted(actor_id=actor.pk, subject_id=row.pk, role=row.role))
    return row
