"""Make and revoke the keys with which a member's programs speak to the API."""

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.facts import TokenMade, TokenRevoked
from sme4smartcities.accounts.models import ApiToken, Member, TokenScope
from sme4smartcities.accounts.models.tokens import digest
from sme4smartcities.accounts.policies import PLATFORM_ROLES, may_revoke_token
from sme4smartcities.core.errors import Refused, SecondFactorNeeded
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, has_role, require

PREFIX = "sme4sc_"  # so that scanners for leaked secrets know ours
MOST = 20
LONGEST = timedelta(days=365)
LONGEST_WITH_ROLES = timedelta(days=30)


@transaction.atomic
def make_token(
    *, actor: Member, name: str, scopes: Collection[str], lasts: timedelta
) -> tuple[ApiToken, str]:
    """Make a key; give it with its secret, which is kept nowhere.

    A key with platform roles needs a member in whom they are awake, and lasts a month at most.
    """
    chosen = sorted(scope for scope in TokenScope.values if scope in scopes)
    if not chosen:
        raise Refused(_("Choose what the key may do."))
    if TokenScope.COORDINATE in chosen:
        _require_awake_role(actor)
        lasts = min(lasts, LONGEST_WITH_ROLES)
    Member.objects.select_for_update().get(pk=actor.pk)
    if ApiToken.objects.live().filter(member=actor).count() >= MOST:
        raise Refused(_("You have twenty keys. Revoke one that you no longer need."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        member=actor,
        name=name,
        prefix=secret[: len(PREFIX) + 4],
        secret_hash=digest(secret),
        scopes=chosen,
        expires_at=timezone.now() + min(lasts, LONGEST),
    )
    record(
        TokenMade(actor_id=actor.pk, subject_id=actor.pk, token_id=token.pk, scopes=tuple(chosen))
    )
    return token, secret


def _require_awake_role(actor: Member) -> None:
    if not actor.strong:
        raise SecondFactorNeeded(_("Prove by a second factor that it is you, then try again."))
    holds = any(has_role(actor, role) for role in PLATFORM_ROLES)
    require(holds, _("You have no role on the platform that a key could use."))


@transaction.atomic
def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    require(may_revoke_token(actor, token), _("This is a key of somebody else."))
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(TokenRevoked(actor_id=actor.pk, subject_id=token.member_id, token_id=token.pk))


def note_token_use(token: ApiToken) -> None:
    """Remember the day on which a key was last used."""
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


@transaction.atomic
def revoke_strong_tokens(member: Member) -> None:
    """Take back keys with platform roles, after the sign-in on which they rest has changed."""
    for token in ApiToken.objects.live().filter(member=member):
        if TokenScope.COORDINATE in token.scopes:
            revoke_token(actor=member, token=token)
