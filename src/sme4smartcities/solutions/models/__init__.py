"""What the catalogue keeps: solutions, who offers them, who used them, and by what they are found."""

from sme4smartcities.solutions.models.answers import Answer
from sme4smartcities.solutions.models.drafts import SectionDraft
from sme4smartcities.solutions.models.parts import (
    TURNS,
    Endorsement,
    Film,
    Maker,
    Picture,
    Reference,
)
from sme4smartcities.solutions.models.solution import (
    FRESH,
    PriceModel,
    Solution,
    SolutionOwner,
    SolutionQuerySet,
    State,
    owned_by,
)
from sme4smartcities.solutions.models.terms import VOCABULARY_OF, Facet, SolutionTerm

__all__ = [
    "FRESH",
    "TURNS",
    "VOCABULARY_OF",
    "Answer",
    "Endorsement",
    "Facet",
    "Film",
    "Maker",
    "Picture",
    "PriceModel",
    "Reference",
    "SectionDraft",
    "Solution",
    "SolutionOwner",
    "SolutionQuerySet",
    "SolutionTerm",
    "State",
    "owned_by",
]
