"""The directory's index in memory: sets of organisations as whole numbers, one bit each."""

import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from sme4smartcities.organisations.directory.clusters import Atlas, Dot

Statement = tuple[str, int]  # facet and value, mostly a term's id
SPARSE = 16  # a set of fewer than every sixteenth is walked through bit by bit
_ZERO_ONE = bytes.maketrans(b"01", b"\0\1")
_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
_not_empty = re.compile(rb"[^\0]")


@dataclass(frozen=True)
class Shelf:
    """All listed organisations, in the order of their names; a set of them is a bitmap."""

    version: int
    numbers: "array[int]"
    created: "array[int]"
    updated: "array[int]"
    spots: "array[int]"
    dots: Sequence[Dot]
    postings: Mapping[Statement, int]
    counts: Mapping[Statement, int]

    @property
    def size(self) -> int:
        return len(self.numbers)

    @cached_property
    def everybody(self) -> int:
        return (1 << self.size) - 1

    @cached_property
    def _place_of(self) -> "array[int]":
        return places_of(self.numbers)

    @cached_property
    def atlas(self) -> Atlas:
        return Atlas(self.dots, Counter(self.spots))

    def position(self, number: int) -> int | None:
        held = 0 <= number < len(self._place_of) and self._place_of[number]
        return held - 1 if held else None

    @cached_property
    def _values(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for facet, value in self.postings:
            found.setdefault(facet, []).append(value)
        return found

    def values(self, facet: str) -> Sequence[int]:
        """Give all values of a facet that some organisation has."""
        return self._values.get(facet, ())

    def members(self, statement: Statement) -> int:
        return self.postings.get(statement, 0)

    def having(self, numbers: Iterable[int]) -> int:
        """Give the set of the organisations with these ids; those not listed fall out."""
        bits = bytearray(self.size // 8 + 1)
        for number in numbers:
            if (position := self.position(number)) is not None:
                bits[position >> 3] |= 1 << (position & 7)
        return int.from_bytes(bits, "little")

    def positions(self, members: int) -> Iterator[int]:
        """Walk through a set in the order of names."""
        if members.bit_count() * SPARSE < self.size:
            return self._few(members)
        return compress(range(self.size), self._flags(members))

    def _few(self, members: int) -> Iterator[int]:
        """Walk through a small set by the bytes that are not empty."""
        data = members.to_bytes(self.size // 8 + 1, "little")
        for found in _not_empty.finditer(data):
            start = found.start() * 8
            for bit in _BITS[data[found.start()]]:
                yield start + bit

    @cached_property
    def newest(self) -> "array[int]":
        """All positions, the latest created first."""
        return array("I", sorted(range(self.size), key=self.created.__getitem__, reverse=True))

    @cached_property
    def freshest(self) -> "array[int]":
        """All positions, the latest changed first."""
        return array("I", sorted(range(self.size), key=self.updated.__getitem__, reverse=True))

    def among(self, order: Sequence[int], members: int) -> Iterator[int]:
        """Walk through a set in an order of all."""
        flags = self._flags(members)
        return (position for position in order if flags[position])

    def spots_of(self, members: int) -> Counter[int]:
        """Count a set by where it is: place in ``dots`` + 1; 0 counts those without a place."""
        if members.bit_count() * SPARSE < self.size:
            return Counter([self.spots[position] for position in self._few(members)])
        return Counter(compress(self.spots, self._flags(members)))

    def at(self, dots: Iterable[int]) -> int:
        """Give the set of the organisations at these places in ``dots``."""
        wanted = bytearray(len(self.dots) + 1)
        for dot in dots:
            wanted[dot + 1] = 1
        bits = "".join("1" if wanted[spot] else "0" for spot in reversed(self.spots))
        return int(bits or "0", 2)

    def _flags(self, members: int) -> bytes:
        """Give one byte for each organisation, 1 for those in the set."""
        return format(members, f"0{self.size}b").encode()[::-1].translate(_ZERO_ONE)


def places_of(numbers: "array[int]") -> "array[int]":
    """Give position + 1 by id; ids are handed out one after the other, so few stand empty."""
    places = array("I", bytes(4 * (max(numbers, default=0) + 1)))
    for position, number in enumerate(numbers, start=1):
        places[number] = position
    return places


def packed(values: "array[int]") -> bytes:
    """Write an array so that a machine of the other byte order reads it too."""
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values.tobytes()


def unpacked(kind: str, data: bytes | memoryview) -> "array[int]":
    values: array[int] = array(kind)
    values.frombytes(bytes(data))
    if sys.byteorder == "big":
        values.byteswap()
    return values
