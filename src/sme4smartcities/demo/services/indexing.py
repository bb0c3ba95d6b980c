"""Index what the loader has made, so that the first visitor finds it before the worker wakes."""

from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.services import reindex
from sme4smartcities.demo.services.ledger import Ledger


def index(ledger: Ledger) -> None:
    """Build the index of organisations unless it knows all of them."""
    loaded = {*ledger.of("organisation").values(), *ledger.of("record").values()}
    found = SearchRow.objects.filter(kind="organisation").values_list("subject_id", flat=True)
    if not loaded <= set(found):
        reindex(["organisation"])
