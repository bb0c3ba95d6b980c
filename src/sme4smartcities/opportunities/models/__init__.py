"""The rows of opportunities."""

from sme4smartcities.opportunities.models.calendars import CalendarAddress
from sme4smartcities.opportunities.models.complaints import Complaint
from sme4smartcities.opportunities.models.dates import Deadline, Occurrence, day_after, midnight
from sme4smartcities.opportunities.models.opportunity import (
    LISTED,
    OPEN,
    PUBLIC,
    Opportunity,
    OpportunityQuerySet,
    State,
)
from sme4smartcities.opportunities.models.terms import MOST, VOCABULARY_OF, Facet, OpportunityTerm

__all__ = [
    "LISTED",
    "MOST",
    "OPEN",
    "PUBLIC",
    "VOCABULARY_OF",
    "CalendarAddress",
    "Complaint",
    "Deadline",
    "Facet",
    "Occurrence",
    "Opportunity",
    "OpportunityQuerySet",
    "OpportunityTerm",
    "State",
    "day_after",
    "midnight",
]
