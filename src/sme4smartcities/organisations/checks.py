"""Stop a start at which the list of those who said no could not be read."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError

from sme4smartcities.organisations.queries.contacts import unreadable_suppressions


def suppressions_are_readable(**_: Any) -> list[CheckMessage]:
    """Name the keys that are missing: without them nobody on the list would be kept away."""
    try:
        missing = unreadable_suppressions()
    except (DatabaseError, RuntimeError):  # no tables yet, or a test that keeps the database shut
        return []
    if not missing:
        return []
    return [
        Error(
            f"Addresses that objected are hashed with keys that are not here: {', '.join(missing)}.",
            hint="Bring back the file suppression.key of the data folder (each backup holds it), "
            "or add the key to SME4SC_SUPPRESSION_KEYS. No key of this list is ever retired.",
            id="organisations.E001",
        )
    ]
