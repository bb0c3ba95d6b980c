"""Stop writing to an address that no mail reaches, for a month or until its owner says otherwise.

One hopeless answer stops it, or the fifth mail in two months that came back for another reason.
A report counts when it returns the Message-ID of a mail of ours, which only its recipient knows,
and names no other recipient: so nobody stops the mail of somebody else (docs/decisions/0040).
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.journal.services import record
from sme4smartcities.core.mail.facts import MailBounced
from sme4smartcities.core.mail.models import Mail, Unreachable
from sme4smartcities.core.mail.reports import Report, is_hopeless

SOFT = 5
WITHIN = timedelta(days=60)
STOPPED_FOR = timedelta(days=30)  # then one mail may find out whether it still does not work
KEPT = timedelta(days=400)


def is_stopped(address: str) -> bool:
    stopped = Unreachable.objects.filter(stopped_at__gt=timezone.now() - STOPPED_FOR)
    return stopped.filter(address=address.strip().lower()).exists()


@transaction.atomic
def take_report(report: Report) -> bool:
    """Note what a report says; False when it is not about a mail of ours, or was known."""
    mail = (
        Mail.objects.select_for_update()
        .filter(message_id__iexact=report.message_id, bounced_at=None)
        .exclude(to="")
        .first()
    )
    if mail is None or report.recipient not in ("", mail.to.lower()):
        return False
    note_bounce(mail, report.status)
    return True


@transaction.atomic
def note_bounce(mail: Mail, status: str) -> None:
    """Count one mail that came back, whether a report tells or the server says so at once."""
    now = timezone.now()
    Mail.objects.filter(pk=mail.pk).update(bounced_at=now)
    row, _new = Unreachable.objects.select_for_update().get_or_create(
        address=mail.to.strip().lower(), defaults={"last_at": now}
    )
    row.count = 1 if row.last_at < now - WITHIN else row.count + 1
    row.last_at, row.status = now, status[:16]
    stopped = is_hopeless(status) or row.count >= SOFT
    if stopped:
        row.stopped_at = now
    row.save()
    record(MailBounced(actor_id=None, subject_id=mail.pk, code=row.status, stopped=stopped))


def address_works(address: str) -> None:
    """Write to this address again: its owner proved it, or wants to try once more."""
    Unreachable.objects.filter(address=address.strip().lower()).delete()


def forget_old_bounces() -> int:
    gone, _rows = Unreachable.objects.filter(last_at__lt=timezone.now() - KEPT).delete()
    return gone


def bounces_of(person: Any) -> Iterable[Mapping[str, Any]]:
    """Give what a person's data download shows."""
    rows = Unreachable.objects.filter(address=person.email.lower())
    return rows.values("address", "status", "count", "last_at", "stopped_at")


def forget_bounces_of(person: Any) -> None:
    address_works(person.email)
