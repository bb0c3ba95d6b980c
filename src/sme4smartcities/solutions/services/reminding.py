"""Ask once a year whether a solution is still right."""

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.journal.services import record
from sme4smartcities.organisations.queries.people import managers_of
from sme4smartcities.solutions.facts import StaleReminderSent
from sme4smartcities.solutions.models import Solution
from sme4smartcities.solutions.queries.solutions import listed_owners, stale_solutions, whole
from sme4smartcities.solutions.services.letters import tell


def remind_stale() -> int:
    """Write to the managers of the owners of every stale solution; one mail, then quiet."""
    return sum(_remind(number) for number in stale_solutions().values_list("pk", flat=True))


@transaction.atomic
def _remind(number: int) -> bool:
    rows = Solution.objects.select_for_update(of=("self",)).filter(pk=number, reminded_at=None)
    row = rows.first()
    if row is None:
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    for owner in listed_owners(whole().get(pk=number)):
        for manager in managers_of(owner):
            tell(manager, "stale", row, page="keep", key=f"{row.reminded_at:%Y%m%d}")
    record(StaleReminderSent(actor_id=None, subject_id=row.pk))
    return True
