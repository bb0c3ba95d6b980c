"""End login sessions."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from sme4smartcities.accounts.facts import SessionsEnded
from sme4smartcities.accounts.models import Member
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor


@transaction.atomic
def end_sessions(member: Member, *, keep: str | None = None) -> None:
    """Sign the member out everywhere. A request that wants to stay signed in keeps its key, and
    writes its hash anew with ``update_session_auth_hash``."""
    member.sign_in_epoch += 1
    member.save(update_fields=["sign_in_epoch"])
    rows = UserSession.objects.filter(user=member).exclude(session_key=keep or "")
    Session.objects.filter(
        session_key__in=list(rows.values_list("session_key", flat=True))
    ).delete()
    rows.delete()


@transaction.atomic
def end_other_sessions(*, actor: Any, keep: str) -> None:
    """The member's own wish: everywhere but here."""
    end_sessions(actor, keep=keep)
    record(SessionsEnded(actor_id=actor.pk, subject_id=actor.pk))


@transaction.atomic
def end_one_session(*, actor: Actor, session_id: int) -> None:
    """Sign out one other browser of the member's."""
    row = UserSession.objects.filter(user_id=actor.pk, pk=session_id).first()
    if row is None:
        return  # it ended already
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    record(SessionsEnded(actor_id=actor.pk, subject_id=actor.pk or 0))
