"""Tell every process that the lists it keeps are old."""

import secrets

from sme4smartcities.vocabularies.models import ListVersion
from sme4smartcities.vocabularies.queries import lists


def turn() -> None:
    """Draw a new version inside the caller's transaction.

    It is drawn, not counted up: a version that was rolled back never comes again with other terms.
    """
    ListVersion.objects.update_or_create(pk=1, defaults={"number": 1 + secrets.randbelow(2**62)})
    lists.forget()
