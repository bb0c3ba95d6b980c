"""The only place that listens to signals: allauth tells of second factors in no other way."""

import logging
from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from sme4smartcities.accounts import services
from sme4smartcities.accounts.assurance import note_proof, renew_key, stay_signed_in

log = logging.getLogger("sme4smartcities.sign_in")


def connect() -> None:
    """Called once, when the platform starts."""
    signals.authenticator_added.connect(on_added, dispatch_uid="accounts.added")
    signals.authenticator_removed.connect(on_removed, dispatch_uid="accounts.removed")
    signals.authenticator_reset.connect(on_renewed, dispatch_uid="accounts.renewed")
    signals.authenticator_used.connect(on_used, dispatch_uid="accounts.used")
    signals.authentication_failed.connect(on_failed, dispatch_uid="accounts.failed")


def _note(request: HttpRequest, member: Any, kind: str, change: str) -> None:
    services.note_second_factor(
        member,
        kind=kind,
        change=change,
        keep=request.session.session_key,
        # Recovery codes come and go with the first and the last factor: one letter is enough.
        tell=kind != Authenticator.Type.RECOVERY_CODES or change == "renewed",
    )
    stay_signed_in(request, member)


def on_added(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    _note(request, user, authenticator.type, "added")
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        note_proof(request, authenticator)


def on_removed(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    _note(request, user, authenticator.type, "removed")


def on_renewed(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    _note(request, user, authenticator.type, "renewed")


def on_used(request: HttpRequest, reauthenticated: bool = False, **_: Any) -> None:
    """Proving oneself anew in a running session wakes platform roles."""
    if reauthenticated:
        renew_key(request)


def on_failed(user: Any, **_: Any) -> None:
    log.warning("second factor failed: member %s", user.pk)
