"""Find the key that a program shows, and list a member's keys."""

from sme4smartcities.accounts.models import ApiToken, Member, TokenScope
from sme4smartcities.accounts.models.tokens import ApiTokenQuerySet, digest
from sme4smartcities.accounts.policies import may_sign_in
from sme4smartcities.core.policies import Actor


def token_named(secret: str) -> ApiToken | None:
    """Find a live key of an open account. Its member's platform roles sleep unless it may use them."""
    rows = ApiToken.objects.live().filter(
        secret_hash=digest(secret), member__is_active=True, member__confirmed_at__isnull=False
    )
    token = rows.select_related("member").first()
    if token is None or not may_sign_in(token.member):
        return None
    token.member.strong = TokenScope.COORDINATE in token.scopes
    return token


def member_for_token(secret: str) -> Member | None:
    """Find whom a program speaks for."""
    token = token_named(secret)
    return token.member if token else None


def tokens_of(actor: Actor) -> ApiTokenQuerySet:
    """A member's own keys, the newest first."""
    return ApiToken.objects.visible_to(actor)
