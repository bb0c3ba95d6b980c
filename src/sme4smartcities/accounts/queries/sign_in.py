"""How a member signs in, and where he or she is signed in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

# Part of the browser's own description → the name that people know; the first that fits.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, kw_only=True)
class Factors:
    """What stands beside the password, as the page of sign-in shows it."""

    passkeys: int
    app: bool
    codes: bool

    @property
    def any(self) -> bool:
        return self.app or bool(self.passkeys)


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """One browser in which a member is signed in."""

    id: int
    browser: str
    since: datetime
    ip: str
    here: bool


def factors_of(member: Any) -> Factors:
    kinds = list(Authenticator.objects.filter(user_id=member.pk).values_list("type", flat=True))
    return Factors(
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        app=Authenticator.Type.TOTP in kinds,
        codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def sessions_of(member: Any, current: str | None) -> Sequence[SignedIn]:
    """List the browsers in which the member is signed in, this one first, then the newest."""
    rows = UserSession.objects.filter(user_id=member.pk).order_by("-created_at")[:50]
    sessions = [
        SignedIn(
            id=row.pk,
            browser=browser_name(row.user_agent),
            since=row.created_at,
            ip=row.ip,
            here=row.session_key == current,
        )
        for row in rows
    ]
    return sorted(sessions, key=lambda one: not one.here)


def browser_name(description: str) -> str:
    """Name a browser and its system from the browser's own description."""
    browser = next((name for part, name in BROWSERS if part in description), "")
    system = next((name for part, name in SYSTEMS if part in description), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or re.sub(r"[^\w ./()-]", "", description)[:40] or _("Unknown browser")
