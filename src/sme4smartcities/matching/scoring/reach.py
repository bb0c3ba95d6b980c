"""Whom an organisation wants to be shown, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Numbers = frozenset[int]
NONE: Numbers = frozenset()


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One way of one organisation: nobody at all, only these territories, never these others."""

    nobody: bool = False
    territories: Numbers = NONE
    never: Numbers = NONE

    def admits(self, other: int, places: Numbers) -> bool:
        """``places``: where the other one is, with all that it lies in."""
        if self.nobody or other in self.never:
            return False
        return not self.territories or not self.territories.isdisjoint(places)


@dataclass(frozen=True, kw_only=True)
class Reaches:
    """What organisations that look at one another have set; whoever set nothing stands in no list."""

    sees: Mapping[int, Reach] = field(default_factory=dict)
    seen: Mapping[int, Reach] = field(default_factory=dict)
    places: Mapping[int, Numbers] = field(default_factory=dict)

    def lets(self, viewer: int, shown: int) -> bool:
        """Say whether one organisation may be suggested to another: both must want it."""
        if (look := self.sees.get(viewer)) and not look.admits(shown, self._places(shown)):
            return False
        be = self.seen.get(shown)
        return be is None or be.admits(viewer, self._places(viewer))

    def lets_all(self, viewers: Numbers, shown: Numbers) -> bool:
        """Say the same of things that several organisations own."""
        return all(self.lets(viewer, one) for viewer in viewers for one in shown)

    def part(self, one: int, other: int) -> bool:
        """Say whether two are never put together, because one of them does not want it."""
        return not (self.lets(one, other) and self.lets(other, one))

    def _places(self, number: int) -> Numbers:
        return self.places.get(number, NONE)
