"""Where solutions are used, place by place: what the map of the catalogue shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.analysis.folding import fold
from sme4smartcities.programmes.coast import Dot, dots
from sme4smartcities.solutions.models import Reference
from sme4smartcities.solutions.queries.asked import Asked
from sme4smartcities.solutions.queries.catalogue import matching
from sme4smartcities.solutions.queries.parts import named_references
from sme4smartcities.vocabularies.models import Place

MOST = 300  # references on one map
SOLUTIONS = 1_000  # that are asked for them


@dataclass(frozen=True)
class Site:
    """One place with the references in it."""

    place: Place
    references: Sequence[Reference]

    @property
    def pk(self) -> int:
        return self.place.pk

    @property
    def title(self) -> str:
        return self.place.label

    @property
    def latitude(self) -> float:
        return self.place.lat

    @property
    def longitude(self) -> float:
        return self.place.lon


@dataclass(frozen=True)
class Sites:
    """All places, by name. ``more``: there are further references than one map shows."""

    places: Sequence[Site]
    more: bool

    def __bool__(self) -> bool:
        return bool(self.places)

    @cached_property
    def dots(self) -> list[Dot]:
        return dots(self.places)


def sites(asked: Asked, actor: Actor) -> Sites:
    """Answer for the solutions that the list would show: three queries beside those of the list."""
    rows = Reference.objects.filter(solution__in=matching(asked, SOLUTIONS), place__isnull=False)
    rows = rows.select_related("solution", "organisation", "place").order_by("-year", "-pk")
    found = list(rows[: MOST + 1])
    held: dict[Place, list[Reference]] = {}
    for row in named_references(found[:MOST], actor):
        if row.place:
            held.setdefault(row.place, []).append(row)
    places = [Site(place, told) for place, told in held.items()]
    return Sites(sorted(places, key=lambda one: fold(one.title)), len(found) > MOST)
