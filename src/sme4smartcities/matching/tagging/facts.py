"""What people do with the terms that are suggested to them."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TagFact(Fact):
    """Something about one suggested term of what ``kind`` and ``about_id`` name."""

    subject_kind: ClassVar[str] = "suggestion"
    kind: str
    about_id: int
    term_id: int


@dataclass(frozen=True, kw_only=True)
class TagConfirmed(TagFact):
    """``place``: where it stood among those of its list, 1 for the first."""

    place: int


class TagRefused(TagFact):
    pass


class TagAllowed(TagFact):
    """What was refused may be suggested again."""
