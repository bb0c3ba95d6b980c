"""How surely we know who sits there: with which proofs a login session began, and how long ago."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from sme4smartcities.accounts.models import Member

STRONG_FOR = 12 * 60 * 60  # seconds that platform roles stay awake after a second factor
FRESH_FOR = 10 * 60  # seconds that a proof counts for a dangerous act

SECOND_FACTOR = frozenset({"mfa"})
ANY_PROOF = frozenset({"mfa", "password"})


def member_of(request: HttpRequest) -> Member:
    """Give the member who asks, on pages whose door lets nobody else in."""
    assert isinstance(request.user, Member)
    return request.user


def _proven(request: HttpRequest, member: Member, methods: frozenset[str], seconds: float) -> bool:
    records: list[dict[str, Any]] = get_authentication_records(request, member)
    since = time.time() - seconds
    return any(record["method"] in methods and record["at"] >= since for record in records)


def is_strong(request: HttpRequest, member: Member) -> bool:
    """Say whether this session was proven by a second factor or a passkey within half a day."""
    return _proven(request, member, SECOND_FACTOR, STRONG_FOR)


def is_fresh(request: HttpRequest) -> bool:
    """Say whether the member proved again within ten minutes that it is him or her.

    Who has a second factor proves by it; a password alone would not do.
    """
    member: Any = request.user
    if not member.is_authenticated:
        return False
    methods = SECOND_FACTOR if is_mfa_enabled(member) else ANY_PROOF
    return _proven(request, member, methods, FRESH_FOR)


def note_proof(request: HttpRequest, authenticator: Authenticator) -> None:
    """A second factor that was just set up was just used: this session is strong from here on."""
    record_authentication(
        request, request.user, "mfa", id=authenticator.pk, type=authenticator.type
    )


def stay_signed_in(request: HttpRequest, member: Any) -> None:
    """Keep this session, under a new key, after a change that ended all others."""
    current: Any = request.user
    if current.pk == member.pk:
        was = request.session.session_key
        current.sign_in_epoch = member.sign_in_epoch
        update_session_auth_hash(request, current)
        _note_key(request, was)


def renew_key(request: HttpRequest) -> None:
    """Give this session a new key: what it may do has grown, and pages kept under the old one are old."""
    was = request.session.session_key
    request.session.cycle_key()
    _note_key(request, was)


def _note_key(request: HttpRequest, was: str | None) -> None:
    """List the browser under its new key, in the place of the old one."""
    kept = UserSession.objects.filter(session_key=was)
    if not kept.update(session_key=request.session.session_key):
        list_browser(request)


def list_browser(request: HttpRequest) -> None:
    """Show this browser to its member among those in which he or she is signed in."""
    UserSession.objects.create_from_request(request)
