"""Ask once a year whether a profile is still right."""

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.journal.services import record
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.organisations.facts import StaleReminderSent
from sme4smartcities.organisations.links import link, link_to
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.organisations import stale_organisations
from sme4smartcities.organisations.queries.people import managers_of


def remind_stale() -> int:
    """Write to the managers of every profile that nobody confirmed for a year; one mail, then quiet."""
    return sum(_remind(number) for number in stale_organisations().values_list("pk", flat=True))


@transaction.atomic
def _remind(number: int) -> bool:
    row = Organisation.objects.select_for_update().filter(pk=number, reminded_at=None).first()
    if row is None:
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    for manager in managers_of(row):
        send_mail(
            to=manager.email,
            template="organisations/mail/stale",
            context={
                "organisation": row.name,
                "profile": link_to(row, language=manager.language),
                "edit": link("organisations:edit", row.pk, "basics", language=manager.language),
            },
            language=manager.language,
            key=f"stale:{row.pk}:{row.reminded_at:%Y%m%d}:{manager.pk}",
            priority=-1,
        )
    record(StaleReminderSent(actor_id=None, subject_id=row.pk))
    return True
