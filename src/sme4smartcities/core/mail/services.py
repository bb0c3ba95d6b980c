"""Write mails into the outbox; what the operator and time do to them."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.mail.delivery import delivery_of
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.mail.rendering import render

WORDS_STAY = timedelta(days=14)  # after sending: for questions about a mail, then only its key
KEYS_STAY = timedelta(days=400)
BATCH = 200


@transaction.atomic
def send_mail(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    key: str,
    unsubscribe_url: str = "",
    calendar: str = "",
    priority: int = 0,
) -> Mail:
    """Write one mail in the caller's transaction; a key that was used gives the mail of then.

    ``key`` holds ids and codes ("welcome:5"), nothing about a person: it outlives the mail's text.
    ``unsubscribe_url`` takes a POST without sign-in and stops such mails (RFC 8058).
    ``calendar``: the text of an .ics file that goes along; programs offer to enter it.
    ``priority``: digests and other bulk go below 0, so that nobody waits for a password behind them.
    Raises ValidationError when ``to`` is no address.
    """
    if (sent := Mail.objects.filter(key=key).first()) is not None:
        return sent
    validate_email(to)
    if unsubscribe_url:
        URLValidator(schemes=["http", "https"])(unsubscribe_url)
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    written = render(template, context, language, unsubscribe_url=unsubscribe_url)
    mail, new = Mail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "language": language,
            "template": template,
            "subject": written.subject,
            "text": written.text,
            "html": written.html,
            "calendar": calendar,
            "unsubscribe_url": unsubscribe_url,
            "message_id": f"<{uuid4().hex}@{_own_domain()}>",
            "priority": priority,
            "created_at": timezone.now(),
        },
    )
    if new:
        delivery_of(mail).enqueue(mail.pk)
    return mail


def _own_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


@transaction.atomic
def retry_dead_mail() -> int:
    """Let mails that were set aside start anew, with all their tries; give how many (at most 200)."""
    dead = Mail.objects.select_for_update().filter(state=Mail.State.DEAD).exclude(to="")[:BATCH]
    for mail in dead:
        mail.state, mail.tries = Mail.State.WAITING, 0
        mail.save(update_fields=["state", "tries"])
        delivery_of(mail).enqueue(mail.pk)
    return len(dead)


def forget_old_mail() -> int:
    """Blank mails some time after their last act, drop their keys much later; give how many."""
    now = timezone.now()
    over = Mail.objects.exclude(state=Mail.State.WAITING)
    read = over.filter(created_at__lt=now - WORDS_STAY).exclude(to="")
    total = 0
    while ids := list(read.values_list("pk", flat=True)[:BATCH]):
        total += _blank(ids)
    while ids := list(
        over.filter(created_at__lt=now - KEYS_STAY).values_list("pk", flat=True)[:BATCH]
    ):
        total += Mail.objects.filter(pk__in=ids).delete()[0]
    return total


def forget_mails_to(person: Any) -> None:
    """Blank every mail to an erased person; one that still waits is not sent any more."""
    theirs = Mail.objects.filter(to__iexact=person.email)
    theirs.filter(state=Mail.State.WAITING).update(state=Mail.State.DEAD, error="erased")
    _blank(list(theirs.values_list("pk", flat=True)))


def _blank(ids: list[int]) -> int:
    empty = dict.fromkeys(("to", "subject", "text", "html", "calendar", "unsubscribe_url"), "")
    return Mail.objects.filter(pk__in=ids).update(**empty)
