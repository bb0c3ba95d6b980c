"""Gather the places of a result into circles that fit on the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import NamedTuple

from sme4smartcities.core.coast import NORTH, SCALE, drawn, kilometres

RADII = (30, 60, 120, 240, 480)  # kilometres around a place
MOST_CIRCLES = 40
SMALLEST, LARGEST = 7.0, 24.0  # radii on the drawing
KM_PER_DEGREE = 111.2


class Dot(NamedTuple):
    """Where some organisations are: a place of the gazetteer, or a spot of their own."""

    lat: float
    lon: float
    place: int | None

    @property
    def spot(self) -> str:
        """Write it as an address does: 37.99,-1.13."""
        return f"{self.lat:.2f},{self.lon:.2f}"


Centres = Mapping[int, int]  # dot → the dot in the middle of its circle; none off the drawing


@dataclass(frozen=True)
class Circle:
    """Some places that share a circle around ``main``, the one with most organisations."""

    x: float
    y: float
    radius: float
    number: int
    places: int
    main: Dot


@dataclass(frozen=True)
class Circles:
    """``beyond``: organisations on no circle, since they name no place or one off the drawing."""

    drawn: Sequence[Circle]
    beyond: int
    kilometres: int


class Atlas:
    """The places of one index, gathered at each radius; the busier place is the middle."""

    def __init__(self, dots: Sequence[Dot], spots: Mapping[int, int]) -> None:
        """``spots``: place in ``dots`` + 1 → number of organisations, of all that are listed."""
        self.dots = dots
        self._points = [drawn(dot.lat, dot.lon) for dot in dots]
        self._busiest = sorted(range(len(dots)), key=lambda dot: (-spots.get(dot + 1, 0), dot))
        self._named = {dot.spot: number for number, dot in enumerate(dots)}
        self._centres: dict[int, Centres] = {}

    def circles(self, spots: Mapping[int, int]) -> Circles:
        """Draw a result with the smallest radius that leaves few enough circles."""
        shown = {spot - 1: number for spot, number in spots.items() if spot}
        for radius in RADII:
            if len(set(map(self.centres(radius).get, shown)) - {None}) <= MOST_CIRCLES:
                break
        groups = _groups(shown, self.centres(radius))
        totals = {centre: sum(group.values()) for centre, group in groups.items()}
        most = max(totals.values(), default=1)
        circles = [self._circle(group, totals[centre], most) for centre, group in groups.items()]
        circles.sort(key=lambda circle: (-circle.number, circle.x))
        kept = circles[:MOST_CIRCLES]
        return Circles(kept, sum(spots.values()) - sum(c.number for c in kept), radius)

    def centres(self, radius: int) -> Centres:
        """Give each dot on the drawing a middle not farther than ``radius`` kilometres."""
        if radius not in self._centres:
            self._centres[radius] = self._gathered(radius)
        return self._centres[radius]

    def sharing(self, spot: str, radius: int) -> list[int]:
        """Give the dots that share a circle with the one so written, itself included."""
        dot, centres = self._named.get(spot), self.centres(radius)
        if dot is None or dot not in centres:
            return []
        return [other for other, centre in centres.items() if centre == centres[dot]]

    def named(self, spot: str) -> Dot | None:
        dot = self._named.get(spot)
        return None if dot is None else self.dots[dot]

    def _gathered(self, radius: int) -> Centres:
        # A square of the grid is as wide as the radius at the drawing's northern edge, where a
        # kilometre is longest: whatever is in reach stands in this square or beside it.
        side = radius * SCALE / (KM_PER_DEGREE * cos(radians(NORTH)))
        grid: dict[tuple[int, int], list[int]] = {}
        centres: dict[int, int] = {}
        for dot in self._busiest:
            if (point := self._points[dot]) is None:
                continue
            square = int(point[0] // side), int(point[1] // side)
            centre = self._reached(dot, square, grid, radius)
            if centre is None:
                grid.setdefault(square, []).append(dot)
            centres[dot] = dot if centre is None else centre
        return centres

    def _reached(
        self,
        dot: int,
        square: tuple[int, int],
        grid: Mapping[tuple[int, int], list[int]],
        radius: int,
    ) -> int | None:
        column, row = square
        near = [
            centre
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for centre in grid.get((c, r), ())
        ]
        here = self.dots[dot][:2]
        ways = [(kilometres(here, self.dots[centre][:2]), centre) for centre in near]
        closest, centre = min(ways, default=(radius + 1.0, -1))
        return centre if closest <= radius else None

    def _circle(self, group: Mapping[int, int], number: int, most: int) -> Circle:
        main = max(group, key=lambda dot: (group[dot], -dot))
        point = self._points[main]
        assert point is not None, "only dots on the drawing have a middle"
        radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(number / most)
        return Circle(*point, radius, number, len(group), self.dots[main])


def _groups(shown: Mapping[int, int], centres: Centres) -> dict[int, dict[int, int]]:
    groups: dict[int, dict[int, int]] = {}
    for dot, number in shown.items():
        if (centre := centres.get(dot)) is not None:
            groups.setdefault(centre, {})[dot] = number
    return groups
