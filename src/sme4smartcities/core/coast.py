"""Where a place lies on the drawing of the coast, and how far two places are apart.

core/img/coast.svg is a Mercator map of 20 units for a degree of longitude, whose upper corner in
the west is 10.5° W, 47.2° N. Worked out from the cities of the design; a test holds it to them. Every map uses it.
"""

from math import asin, cos, degrees, log, pi, radians, sin, sqrt, tan

WIDTH, HEIGHT = 1000, 472
SCALE = 20  # units of the drawing for a degree of longitude
WEST, NORTH = -10.5, 47.2
EARTH = 6371.0  # kilometres


def _mercator(latitude: float) -> float:
    return degrees(log(tan(pi / 4 + radians(latitude) / 2)))


_top = _mercator(NORTH)


def drawn(latitude: float, longitude: float) -> tuple[float, float] | None:
    """Give the point on the drawing in its units, or None for a place beyond its edge."""
    x = SCALE * (longitude - WEST)
    y = SCALE * (_top - _mercator(max(-85.0, min(85.0, latitude))))
    return (x, y) if 0 <= x <= WIDTH and 0 <= y <= HEIGHT else None


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Measure the way between two places, (latitude, longitude) each, over the globe."""
    north, south = radians(a[0]), radians(b[0])
    east = radians(b[1] - a[1])
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
