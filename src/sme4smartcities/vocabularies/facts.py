"""What can happen to lists of terms and to places."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ListsLoaded(Fact):
    """The lists of this release were read in; what people had edited stayed."""

    subject_kind: ClassVar[str] = "platform"
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class PlacesLoaded(Fact):
    subject_kind: ClassVar[str] = "platform"
    places: int


@dataclass(frozen=True, kw_only=True)
class VocabularyEdited(Fact):
    subject_kind: ClassVar[str] = "vocabulary"


@dataclass(frozen=True, kw_only=True)
class TermsReordered(Fact):
    subject_kind: ClassVar[str] = "vocabulary"


@dataclass(frozen=True, kw_only=True)
class TermsImported(Fact):
    subject_kind: ClassVar[str] = "vocabulary"
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class TermAdded(Fact):
    subject_kind: ClassVar[str] = "term"
    vocabulary: str


@dataclass(frozen=True, kw_only=True)
class TermEdited(Fact):
    subject_kind: ClassVar[str] = "term"
    vocabulary: str


@dataclass(frozen=True, kw_only=True)
class TermRetired(Fact):
    subject_kind: ClassVar[str] = "term"
    vocabulary: str


@dataclass(frozen=True, kw_only=True)
class TermRestored(Fact):
    subject_kind: ClassVar[str] = "term"
    vocabulary: str


@dataclass(frozen=True, kw_only=True)
class TermsMerged(Fact):
    """The subject was merged into ``into``; what carried it carries that one now."""

    subject_kind: ClassVar[str] = "term"
    vocabulary: str
    into: int


@dataclass(frozen=True, kw_only=True)
class TerritoryTableApplied(Fact):
    subject_kind: ClassVar[str] = "platform"
    countries: int


@dataclass(frozen=True, kw_only=True)
class PlaceAdded(Fact):
    subject_kind: ClassVar[str] = "place"


@dataclass(frozen=True, kw_only=True)
class PlaceEdited(Fact):
    subject_kind: ClassVar[str] = "place"
