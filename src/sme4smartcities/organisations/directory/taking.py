"""Read all listed organisations and what they state into a new index."""

from array import array
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sme4smartcities.organisations.directory.clusters import Dot
from sme4smartcities.organisations.directory.shelf import Shelf, Statement, places_of
from sme4smartcities.organisations.models import Organisation, OrganisationTerm

VERIFIED, TRL = "verified", "trl"  # facets beyond those of terms
RIPE = (4, 6, 8)  # "TRL 4 or more" and so on

_COLUMNS = ("pk", "created_at", "updated_at", "verified_at", "trl_to")
_WHERE = ("place", "latitude", "longitude", "place__lat", "place__lon")


def take(version: int = 0) -> Shelf:
    """Take stock. Two queries over everything: about two seconds for 100,000 organisations."""
    return _Stocktaking().result(version)


class _Stocktaking:
    def __init__(self) -> None:
        self.numbers, self.created, self.updated = array("q"), array("q"), array("q")
        self.spots = array("I")
        self.dots: dict[Dot, int] = {}
        self.sets: dict[Statement, bytearray] = {}

    def result(self, version: int) -> Shelf:
        rows = Organisation.objects.listed().order_by("sort_key", "pk")
        for row in rows.values_list(*_COLUMNS, *_WHERE).iterator(5000):
            self._organisation(*row)
        self._statements()
        postings = {key: int.from_bytes(bits, "little") for key, bits in self.sets.items()}
        return Shelf(
            version=version,
            numbers=self.numbers,
            created=self.created,
            updated=self.updated,
            spots=self.spots,
            dots=list(self.dots),
            postings=postings,
            counts={key: members.bit_count() for key, members in postings.items()},
        )

    def _organisation(
        self,
        number: int,
        created: datetime,
        updated: datetime,
        verified: datetime | None,
        ripe: int | None,
        *where: Any,
    ) -> None:
        position = len(self.numbers)
        self.numbers.append(number)
        self.created.append(int(created.timestamp()))
        self.updated.append(int(updated.timestamp()))
        self.spots.append(self._spot(*where))
        if verified:
            self._mark((VERIFIED, 1), position)
        for least in RIPE:
            if ripe and ripe >= least:
                self._mark((TRL, least), position)

    def _spot(
        self,
        place: int | None,
        latitude: float | None,
        longitude: float | None,
        place_latitude: float | None,
        place_longitude: float | None,
    ) -> int:
        """Give the number of the dot; a spot of its own only where no place is named."""
        if place and place_latitude is not None and place_longitude is not None:
            dot = Dot(place_latitude, place_longitude, place)
        elif latitude is not None and longitude is not None:
            dot = Dot(round(latitude, 1), round(longitude, 1), None)
        else:
            return 0
        return self.dots.setdefault(dot, len(self.dots) + 1)

    def _mark(self, statement: Statement, position: int) -> None:
        bits = self.sets.get(statement)
        if bits is None:
            bits = self.sets[statement] = bytearray()
        if len(bits) <= position >> 3:
            bits.extend(bytes((position >> 3) + 1 - len(bits)))
        bits[position >> 3] |= 1 << (position & 7)

    def _statements(self) -> None:
        places = places_of(self.numbers)
        for facet, term, number in _all_statements():
            if number < len(places) and (place := places[number]):
                self._mark((facet, term), place - 1)


def _all_statements() -> Iterator[tuple[str, int, int]]:
    rows = OrganisationTerm.objects.values_list("facet", "term_id", "organisation_id")
    return rows.iterator(5000)
