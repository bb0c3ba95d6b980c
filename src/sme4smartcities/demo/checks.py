"""Tell the operator of a real house that the accounts of a demonstration have moved in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError

from sme4smartcities.demo.queries import accounts_of_the_demo


def demo_stays_at_home(**_: Any) -> list[CheckMessage]:
    """Name role accounts outside demo mode; they cannot sign in, and should not be there."""
    if settings.DEMO:
        return []
    try:
        found = accounts_of_the_demo()
    except (DatabaseError, RuntimeError):  # no tables yet, or a test that keeps the database shut
        return []
    if not found:
        return []
    return [
        Error(
            f"This database comes from a demonstration: {', '.join(found)}.",
            hint="Start with an empty data folder. The demonstration's accounts cannot sign in here.",
            id="demo.E001",
        )
    ]
