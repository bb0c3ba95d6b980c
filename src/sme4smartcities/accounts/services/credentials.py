"""Change what a member signs in with: password, address, second factor. Each ends other sessions."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from sme4smartcities.accounts.facts import AddressChanged, PasswordChanged, SecondFactorChanged
from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.services.letters import (
    now_for,
    write_to_address,
    write_to_member,
)
from sme4smartcities.accounts.services.registration import confirm_mailbox
from sme4smartcities.accounts.services.sessions import end_sessions
from sme4smartcities.accounts.services.tokens import revoke_strong_tokens
from sme4smartcities.core.journal.services import record


@transaction.atomic
def change_password(member: Member, password: str, *, keep: str | None = None) -> None:
    """Set the password, sign out every other browser, and tell the member by mail."""
    member.set_password(password)
    member.save(update_fields=["password"])
    end_sessions(member, keep=keep)
    revoke_strong_tokens(member)
    record(PasswordChanged(actor_id=member.pk, subject_id=member.pk))
    write_to_member(member, "password_changed", at=now_for(member))


@transaction.atomic
def reset_password(member: Member, password: str) -> None:
    """Set the password of who came by a link in a mail: that proves the mailbox as well."""
    confirm_mailbox(member)
    change_password(member, password)


@transaction.atomic
def note_address_change(member: Member, *, was: str, keep: str | None = None) -> None:
    """The member's address was changed and the new one confirmed: tell the old one."""
    end_sessions(member, keep=keep)
    record(AddressChanged(actor_id=member.pk, subject_id=member.pk))
    write_to_address(
        was,
        "address_changed",
        language=member.language,
        context={"name": member.name, "at": now_for(member)},
    )


@transaction.atomic
def note_second_factor(
    member: Member, *, kind: str, change: str, keep: str | None = None, tell: bool = True
) -> None:
    """A passkey, an authenticator app or the recovery codes came or went."""
    end_sessions(member, keep=keep)
    if change == "removed":
        revoke_strong_tokens(member)
    record(SecondFactorChanged(actor_id=member.pk, subject_id=member.pk, kind=kind, change=change))
    if tell:
        write_to_member(member, "second_factor", kind=kind, change=change, at=now_for(member))


@transaction.atomic
def count_passkey_use(authenticator: Authenticator, count: int) -> bool:
    """Remember how often a passkey says it was used; give False when it says no more than before.

    Many passkeys do not count at all and always say 0.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    before = row.data.get("sign_count", 0)
    if (count or before) and count <= before:
        return False
    row.data["sign_count"] = authenticator.data["sign_count"] = count
    row.save(update_fields=["data"])
    return True
