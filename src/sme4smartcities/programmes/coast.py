"""Which cities of a programme share one dot on our picture of the coast, and where its name stands."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sme4smartcities.core.coast import drawn
from sme4smartcities.organisations.directory.drawing import Label, labelled
from sme4smartcities.vocabularies.models import Place


class Placed(Protocol):
    """What has its dot: an organisation, or a place where something was used."""

    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def title(self) -> str: ...


NEAR = 26.0  # dots closer than this share one
RADIUS = 8.0


@dataclass(frozen=True)
class Dot:
    """A dot of the map and the organisations that it stands for."""

    x: float
    y: float
    organisations: Sequence[Placed]
    label: Label | None = None
    radius: float = RADIUS

    @property
    def name(self) -> str:
        first = self.organisations[0]
        name = first.place.label if first.place else first.title
        more = len(self.organisations) - 1
        return f"\u2067{name} +{more}\u2069" if more else name


def dots(organisations: Iterable[Placed]) -> list[Dot]:
    """Put each organisation on the map, with its neighbours, and names where there is room."""
    found: list[Dot] = []
    for organisation in organisations:
        if organisation.latitude is None or organisation.longitude is None:
            continue
        point = drawn(organisation.latitude, organisation.longitude)
        if point is None:
            continue
        near = next((n for n, d in enumerate(found) if math.dist((d.x, d.y), point) < NEAR), None)
        if near is None:
            found.append(Dot(*point, [organisation]))
        else:
            shared = [*found[near].organisations, organisation]
            found[near] = replace(found[near], organisations=shared)
    labels = labelled([(dot, dot.name) for dot in found])
    return [replace(dot, label=label) for dot, label in zip(found, labels, strict=True)]
