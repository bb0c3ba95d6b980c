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
class Limits:
    """Who may not stand beside some organisations, before anybody is looked for.

    ``without``: these organisations; ``within``: only from one of these territories, of each set.
    """

    nobody: bool = False
    without: Numbers = NONE
    within: tuple[Numbers, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nobody or self.without or self.within)


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

    def limits(self, own: Numbers, *, looks: bool) -> Limits:
        """Say who may not be suggested to these, where they look; else to whom these may not be.
        Themselves in any case."""
        mine, theirs = (self.sees, self.seen) if looks else (self.seen, self.sees)
        held = [mine[one] for one in sorted(own) if one in mine]
        refusing = (
            number
            for number, reach in theirs.items()
            if not all(reach.admits(one, self._places(one)) for one in own)
        )
        return Limits(
            nobody=any(reach.nobody for reach in held),
            without=own.union(refusing, *(reach.never for reach in held)),
            within=tuple(reach.territories for reach in held if reach.territories),
        )

    def part(self, one: int, other: int) -> bool:
        """Say whether two are never put together, because one of them does not want it."""
        return not (self.lets(one, other) and self.lets(other, one))

    def _places(self, number: int) -> Numbers:
        return self.places.get(number, NONE)
