"""Where the organisations of the directory are, as the home page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from sme4smartcities.organisations.directory.queries import Spot, Surroundings, everywhere

LISTED = 6


@dataclass(frozen=True)
class Where:
    """What the map is drawn from, and the circles that hold most."""

    around: Surroundings
    busiest: Sequence[Spot]


def where() -> Where | None:
    """Give the map with addresses that lead into the directory; None while it would be empty."""
    found = everywhere()
    directory = reverse("organisations:directory")
    spots = [replace(spot, address=directory + spot.address) for spot in found.map.spots]
    if not spots:
        return None
    busiest = sorted(spots, key=lambda spot: (-spot.circle.number, spot.name))[:LISTED]
    key = ("home", found.key) if found.key else None
    return Where(Surroundings((), replace(found.map, spots=spots), key), busiest)
