"""What leaves the house for one filter: pages for programs, feeds, tables and calendars."""

from sme4smartcities.opportunities.models import Opportunity
from sme4smartcities.opportunities.queries.asked import Asked
from sme4smartcities.opportunities.queries.narrowing import narrowed


def listed_after(asked: Asked, before: int | None, limit: int) -> list[Opportunity]:
    """Give what was asked for, the newest number first; ``before``: the last one seen."""
    rows = narrowed(asked)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])
