"""What is known of one side of a match: codes, numbers and dates that somebody declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log

from sme4smartcities.core.subjects import Subject

Codes = frozenset[int]  # ids of terms
NONE: Codes = frozenset()


@dataclass(frozen=True, kw_only=True)
class Side:
    """A challenge, a solution or an organisation, as the scorer sees it.

    ``needs`` and ``offers`` are capabilities; ``tags`` are fields, goals and procurement codes.
    ``owners`` are organisations; nobody is matched with itself. ``places`` hold where it is, or
    where it is wanted or delivered, each with all that it lies in; none means "not stated".
    ``kinds`` and ``sizes`` are those of its owners, ``admits_`` those that may answer it.
    """

    subject: Subject
    owners: frozenset[int] = frozenset()
    needs: Codes = NONE
    offers: Codes = NONE
    tags: Codes = NONE
    languages: Codes = NONE
    places: Codes = NONE
    countries: Codes = NONE
    kinds: Codes = NONE
    sizes: Codes = NONE
    admits_kinds: Codes = NONE
    admits_sizes: Codes = NONE
    everywhere: bool = False  # it is delivered wherever it is wanted
    trl_least: int | None = None  # asked for
    trl: int | None = None  # reached
    open_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Rarity:
    """How telling each term is among those that could match: 1 for one that only one carries."""

    of: Mapping[int, float] = field(default_factory=dict)
    unknown: float = 1.0

    @classmethod
    def of_counts(cls, carriers: Mapping[int, int]) -> "Rarity":
        """Weigh terms by how many carry each."""
        return cls(of={term: 1 / (1 + log(1 + many)) for term, many in carriers.items()})

    def __call__(self, term: int) -> float:
        return self.of.get(term, self.unknown)


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What the lists of terms say about one another: the term above each."""

    parent: Mapping[int, int] = field(default_factory=dict)

    def near(self, one: int, other: int) -> float:
        """Give 1 for the same term, a half for one directly above or below, else 0."""
        if one == other:
            return 1.0
        above = self.parent.get(one), self.parent.get(other)
        return 0.5 if other == above[0] or one == above[1] else 0.0
