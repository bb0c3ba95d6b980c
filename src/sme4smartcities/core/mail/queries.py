"""What the outbox holds: for the health page, and for the person the mails went to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from sme4smartcities.core.mail.models import Mail


@dataclass(frozen=True)
class Backlog:
    """``age``: seconds that the oldest waiting mail has waited; 0 when none waits."""

    waiting: int
    dead: int
    age: float


def outbox_backlog() -> Backlog:
    waiting = Q(state=Mail.State.WAITING)
    row = Mail.objects.exclude(state=Mail.State.SENT).aggregate(
        waiting=Count("id", filter=waiting),
        dead=Count("id", filter=Q(state=Mail.State.DEAD) & ~Q(to="")),
        oldest=Min("created_at", filter=waiting),
    )
    oldest = row.pop("oldest")
    return Backlog(**row, age=(timezone.now() - oldest).total_seconds() if oldest else 0.0)


def mails_to(person: Any) -> Iterable[Mapping[str, Any]]:
    """Give what a person's data download shows: the mails still kept."""
    return Mail.objects.filter(to__iexact=person.email).values(
        "to", "language", "subject", "text", "created_at", "sent_at"
    )
