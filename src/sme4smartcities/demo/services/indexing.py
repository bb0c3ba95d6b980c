"""Index what the loader has made, so that the first visitor finds it before the worker wakes."""

from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.services import reindex, source_of
from sme4smartcities.demo.services.ledger import Ledger

KINDS = ("organisation", "challenge", "solution")


def index(ledger: Ledger) -> None:
    """Build the index of each kind that the loader makes, unless it knows all of them."""
    for kind in KINDS:
        found = SearchRow.objects.filter(kind=kind).values_list("subject_id", flat=True)
        if not set(source_of(kind).ids()) <= set(found):
            reindex([kind])
