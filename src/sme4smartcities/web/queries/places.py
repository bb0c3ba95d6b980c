"""Where the organisations of the directory are, as the home page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from sme4smartcities.organisations.directory.queries import MapView, Spot, everywhere

LISTED = 6


@dataclass(frozen=True)
class Where:
    """The whole map, and beside it the circles that hold most."""

    map: MapView
    busiest: Sequence[Spot]


def where() -> Where | None:
    """Give the map with addresses that lead into the directory; None while it would be empty."""
    found = everywhere()
    directory = reverse("organisations:directory")
    spots = [replace(spot, address=directory + spot.address) for spot in found.spots]
    if not spots:
        return None
    busiest = sorted(spots, key=lambda spot: (-spot.circle.number, spot.name))[:LISTED]
    return Where(replace(found, spots=spots), busiest)
