"""The tables of challenges."""

from sme4smartcities.challenges.models.attachments import Attachment
from sme4smartcities.challenges.models.challenge import (
    LISTED,
    WRITING,
    Challenge,
    ChallengeQuerySet,
    Procedure,
    State,
    Supporter,
)
from sme4smartcities.challenges.models.measures import Better, Measure
from sme4smartcities.challenges.models.talk import Follower, Question
from sme4smartcities.challenges.models.terms import VOCABULARY_OF, ChallengeTerm, Facet
from sme4smartcities.challenges.models.writing import SectionDraft, Version

__all__ = [
    "LISTED",
    "VOCABULARY_OF",
    "WRITING",
    "Attachment",
    "Better",
    "Challenge",
    "ChallengeQuerySet",
    "ChallengeTerm",
    "Facet",
    "Follower",
    "Measure",
    "Procedure",
    "Question",
    "SectionDraft",
    "State",
    "Supporter",
    "Version",
]
