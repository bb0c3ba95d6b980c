"""Which of a programme's places share one dot on the picture of the coast."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sme4smartcities.core.coast import WIDTH, drawn
from sme4smartcities.organisations.models import Organisation

NEAR = 26.0  # dots closer than this share one


@dataclass
class Dot:
    """A dot of the map and the organisations that it stands for."""

    x: float
    y: float
    organisations: list[Organisation]

    @property
    def label(self) -> str:
        first = self.organisations[0]
        name = first.place.label if first.place else first.title
        more = len(self.organisations) - 1
        return f"\u2067{name} +{more}\u2069" if more else name

    @property
    def label_x(self) -> float:
        return self.x - 14 if self.at_end else self.x + 14

    @property
    def label_y(self) -> float:
        return self.y + 5

    @property
    def at_end(self) -> bool:
        """Say whether the label must stand before the dot, so as not to leave the picture."""
        return self.x > WIDTH * 0.75


def dots(organisations: Iterable[Organisation]) -> Sequence[Dot]:
    found: list[Dot] = []
    for organisation in organisations:
        if organisation.latitude is None or organisation.longitude is None:
            continue
        point = drawn(organisation.latitude, organisation.longitude)
        if point is None:
            continue
        near = next((d for d in found if math.dist((d.x, d.y), point) < NEAR), None)
        if near:
            near.organisations.append(organisation)
        else:
            found.append(Dot(*point, [organisation]))
    return found
