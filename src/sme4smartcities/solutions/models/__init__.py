"""What the catalogue keeps: solutions, who offers them, and by what they are found."""

from sme4smartcities.solutions.models.solution import (
    PriceModel,
    Solution,
    SolutionOwner,
    SolutionQuerySet,
    State,
    owned_by,
)
from sme4smartcities.solutions.models.terms import VOCABULARY_OF, Facet, SolutionTerm

__all__ = [
    "VOCABULARY_OF",
    "Facet",
    "PriceModel",
    "Solution",
    "SolutionOwner",
    "SolutionQuerySet",
    "SolutionTerm",
    "State",
    "owned_by",
]
