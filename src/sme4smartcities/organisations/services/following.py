"""What the directory does when it hears that something was merged."""

from django.db import transaction

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.search.services import refresh
from sme4smartcities.core.subjects import Subject


@transaction.atomic
def find_the_kept_one(recorded: Recorded) -> None:
    """Bring up to date what is found of the entry into which another was merged."""
    refresh(Subject("organisation", recorded.fact.into_id))
