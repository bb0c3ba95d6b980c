"""What accounts keep about a member and what becomes of each field, for download and erasure."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage

from sme4smartcities.accounts.models import (
    ApiToken,
    DataExport,
    Invitation,
    Member,
    Profile,
    Role,
    TermsAcceptance,
    TermsVersion,
)
from sme4smartcities.accounts.services.erasure import make_tombstone
from sme4smartcities.core.features import PersonalData

GONE = "exported+erased"


def _invitations(member: Member) -> Iterable[Any]:
    rows = Invitation.objects.filter(email=member.email)
    return list(rows.values("email", "language", "role", "created_at", "expires_at", "accepted_at"))


def _forget_invitations(member: Member) -> None:
    Invitation.objects.filter(email=member.email).delete()
    Invitation.objects.filter(accepted_by=member).delete()
    Invitation.objects.filter(invited_by=member).update(invited_by=None)


def _forget_exports(member: Member) -> None:
    rows = DataExport.objects.filter(member=member)
    for name in rows.exclude(stored_as="").values_list("stored_as", flat=True):
        default_storage.delete(name)
    rows.delete()


def _forget_sign_ins(member: Member) -> None:
    EmailConfirmation.objects.filter(email_address__user=member).delete()


PERSONAL = (
    PersonalData(
        model=Profile,
        member="member",
        fields={
            "member": "exported",
            **dict.fromkeys(("headline", "bio", "links", "phone", "languages", "expertise"), GONE),
            **dict.fromkeys(
                (
                    "show_name",
                    "show_photo",
                    "show_headline",
                    "show_bio",
                    "show_languages",
                    "show_expertise",
                    "show_links",
                    "show_phone",
                    "show_time_zone",
                ),
                GONE,
            ),
        },
        none=("revision",),
    ),
    PersonalData(
        model=Role,
        member="member",
        fields=dict.fromkeys(("member", "role", "scope_kind", "scope_id", "granted_at"), GONE),
    ),
    PersonalData(
        model=TermsAcceptance,
        member="member",
        fields={
            "member": "exported+anonymised",
            "version": "exported+kept: proof of the agreement, as long as the platform runs",
            "accepted_at": "exported+kept: proof of the agreement, as long as the platform runs",
        },
    ),
    PersonalData(
        model=ApiToken,
        member="member",
        fields={
            **dict.fromkeys(
                ("member", "name", "prefix", "scopes", "created_at", "expires_at"), GONE
            ),
            **dict.fromkeys(("last_used_on", "revoked_at"), GONE),
            "secret_hash": "erased",
        },
    ),
    PersonalData(
        model=DataExport,
        member="member",
        fields={
            **dict.fromkeys(("member", "requested_at", "ready_at", "expires_at", "size"), GONE),
            "stored_as": "erased",
        },
        none=("done", "total", "failed_at"),
        erase=_forget_exports,
    ),
    PersonalData(
        model=Invitation,
        fields={
            **dict.fromkeys(("email", "language", "role", "created_at", "expires_at"), GONE),
            **dict.fromkeys(("accepted_at", "accepted_by"), GONE),
            **dict.fromkeys(("scope_kind", "scope_id", "revoked_at", "token_hash"), "erased"),
            "invited_by": "anonymised",
        },
        export=_invitations,
        erase=_forget_invitations,
    ),
    PersonalData(
        model=EmailConfirmation,
        fields=dict.fromkeys(("email_address", "created", "sent", "key"), "erased"),
        erase=_forget_sign_ins,
    ),
    PersonalData(
        model=EmailAddress,
        member="user",
        fields=dict.fromkeys(("user", "email", "verified", "primary"), GONE),
    ),
    PersonalData(
        model=Authenticator,
        member="user",
        fields={
            **dict.fromkeys(("user", "type", "created_at", "last_used_at"), GONE),
            "data": "erased",
        },
    ),
    PersonalData(
        model=UserSession,
        member="user",
        fields={
            **dict.fromkeys(("user", "created_at", "ip", "last_seen_at", "user_agent"), GONE),
            **dict.fromkeys(("session_key", "data"), "erased"),
        },
    ),
    PersonalData(
        model=LogEntry,
        member="user",
        fields={
            "user": "anonymised",
            "action_time": "exported+anonymised",
            "object_repr": "exported+anonymised",
            "action_flag": "exported+anonymised",
            "change_message": "exported+anonymised",
        },
        none=("content_type", "object_id"),
    ),
    # Last: the rows above are found by what this one still says.
    PersonalData(
        model=Member,
        member="pk",
        fields={
            **dict.fromkeys(
                ("email", "name", "language", "time_zone", "organisation_name", "block_reason"),
                GONE,
            ),
            "password": "erased",
            "joined_at": "exported+kept: integrity of others' records, as long as the platform runs",
            "confirmed_at": "exported+anonymised",
            "last_login": "exported+erased",
            "terms_number": "exported+anonymised",
            "blocked_at": "exported+anonymised",
            "erase_after": GONE,
            "erased_at": "kept: proof that the erasure was done, as long as the platform runs",
        },
        none=("is_active", "sign_in_epoch"),
        erase=make_tombstone,
    ),
)

IMPERSONAL = {
    TermsVersion: "The text of the terms of use.",
    Session: "A sealed bag without a column that names anybody; the session list names its owner.",
    Group: "Unused: rights are rows of Role.",
    Permission: "Unused: rights are rows of Role.",
    ContentType: "Django's list of models.",
}
