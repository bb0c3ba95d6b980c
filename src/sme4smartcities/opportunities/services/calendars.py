"""Make a secret address for one's own calendar, and take it back."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.opportunities import facts
from sme4smartcities.opportunities.models import CalendarAddress

MOST = 10


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_calendar_address(*, actor: Member, query: str) -> tuple[CalendarAddress, str]:
    """Give a new address and its word, which nobody can ever read again."""
    Member.objects.select_for_update().get(pk=actor.pk)
    if CalendarAddress.objects.filter(member=actor).count() >= MOST:
        raise Refused(_("You have ten calendar addresses. Take one back first."))
    token = secrets.token_urlsafe(32)
    row = CalendarAddress.objects.create(
        member=actor, digest=digest(token), query=query.lstrip("?")[:1000]
    )
    record(facts.CalendarAddressMade(actor_id=actor.pk, subject_id=actor.pk, address_id=row.pk))
    return row, token


@transaction.atomic
def revoke_calendar_address(*, actor: Member, address: CalendarAddress) -> None:
    """Let the address answer nobody any more."""
    number = address.pk
    if CalendarAddress.objects.visible_to(actor).filter(pk=number).delete()[0]:
        record(
            facts.CalendarAddressRevoked(actor_id=actor.pk, subject_id=actor.pk, address_id=number)
        )


def note_reading(address: CalendarAddress) -> None:
    """Note the day on which a calendar read it, so that its owner sees which are in use."""
    today = timezone.now().date()
    if address.read_on != today:
        CalendarAddress.objects.filter(pk=address.pk).update(read_on=today)
