"""Who covers which set of needs best: alone, in pairs, and so in teams of two to four.

Few options of each set are worth keeping. Take the best team there is, and let a better option
cover the same needs as one part of it: the team would be better still, unless it then had one
country alone. Of three options from different countries one at least leaves two, so no team needs
a part outside the first three of different countries (and, of pairs, the best of two countries).
Two parts never share a member where a team is as small as can be: without it, it would be smaller.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

KEPT = 3  # options of different countries
SEVERAL = -1  # instead of the one country of a pair
UNSTATED = 0


class Option(NamedTuple):
    """One organisation, or some, with the sum of their fits; ``country`` is theirs, or SEVERAL."""

    fit: int
    numbers: tuple[int, ...]
    country: int

    @property
    def key(self) -> tuple[int, tuple[int, ...]]:
        return -self.fit, self.numbers


class Covers:
    """For every set of needs, as bits: the best options that cover it."""

    def __init__(self, needs: int, options: Iterable[tuple[int, Option]]) -> None:
        """Take each option with what it brings."""
        self.size = 1 << needs
        self.single = _supersets(self.size, options)
        self.whole = sum(1 << place for place in range(needs) if self.single[1 << place])
        self._pairs: dict[int, list[Option]] = {}

    def team(self, mask: int, size: int) -> Option | None:
        """Give the best team of two to four of several countries that covers a set of needs.

        Right where no smaller one covers it, and none covers more.
        """
        if size == 2:
            return _several(self.pairs(mask))
        first = self._alone if size == 3 else self.pairs
        best: Option | None = None
        for part in _parts(mask):
            ones = first(part)
            others = self.pairs(mask ^ part) if ones else ()
            if ones and others and (best is None or ones[0].fit + others[0].fit >= best.fit):
                best = _better(best, ones, others)
        return best

    def _alone(self, mask: int) -> list[Option]:
        return self.single[mask]

    def pairs(self, mask: int) -> list[Option]:
        """Give the best pairs that cover a set of needs: of several countries, and of three single ones."""
        held = self._pairs.get(mask)
        if held is None:
            held = self._pairs[mask] = self._paired(mask)
        return held

    def _paired(self, mask: int) -> list[Option]:
        kept: dict[int, Option] = {}
        least: int | None = None  # below, a pair of several countries is no use
        for part in _parts(mask):
            ones, others = self.single[part], self.single[mask ^ part]
            if not ones or not others:
                continue
            if least is not None and ones[0].fit + others[0].fit < least:
                continue
            for one in ones:
                for other in others:
                    _keep(kept, one, other)
            several = kept.get(SEVERAL)
            least = several.fit if several else None
        ordered = sorted(kept.values(), key=lambda option: option.key)
        alone = [option for option in ordered if option.country != SEVERAL][:KEPT]
        return sorted([*alone, *_of_several(ordered)], key=lambda option: option.key)


def _parts(mask: int) -> Iterator[int]:
    """Give every part of a set that holds its first need, the whole set first; of none, none."""
    lowest = mask & -mask
    rest = part = mask ^ lowest
    while True:
        yield part | lowest
        if not part:
            return
        part = (part - 1) & rest


def _supersets(size: int, options: Iterable[tuple[int, Option]]) -> list[list[Option]]:
    """Give for each set the first three options, of different countries, that bring all of it."""
    found: list[list[Option]] = [[] for _ in range(size)]
    for mask, option in options:
        found[mask].append(option)
    found = [_best(held) for held in found]
    bit = 1
    while bit < size:
        for mask in range(size):
            if not mask & bit and found[mask | bit]:
                more = found[mask | bit]
                found[mask] = _best([*found[mask], *more]) if found[mask] else more
        bit <<= 1
    return found


def _best(options: list[Option]) -> list[Option]:
    options.sort(key=lambda option: (-option.fit, option.numbers))
    kept: dict[int, Option] = {}
    for option in options:
        kept.setdefault(option.country, option)
        if len(kept) == KEPT:
            break
    return list(kept.values())


def _together(one: int, other: int) -> int:
    if SEVERAL in (one, other) or (one and other and one != other):
        return SEVERAL
    return one or other


def _joined(one: Option, other: Option, country: int) -> Option:
    return Option(one.fit + other.fit, tuple(sorted(one.numbers + other.numbers)), country)


def _keep(kept: dict[int, Option], one: Option, other: Option) -> None:
    country = _together(one.country, other.country)
    held = kept.get(country)
    if (held and held.fit > one.fit + other.fit) or one.numbers == other.numbers:
        return
    joined = _joined(one, other, country)
    if held is None or joined.key < held.key:
        kept[country] = joined


def _of_several(options: Iterable[Option]) -> Iterator[Option]:
    return (option for option in options if option.country == SEVERAL)


def _several(options: Iterable[Option]) -> Option | None:
    return next(_of_several(options), None)


def _better(best: Option | None, ones: Iterable[Option], others: Iterable[Option]) -> Option | None:
    for one in ones:
        for other in others:
            several = _together(one.country, other.country) == SEVERAL
            if several and (best is None or one.fit + other.fit >= best.fit):
                joined = _joined(one, other, SEVERAL)
                if len(set(joined.numbers)) == len(joined.numbers) and (
                    best is None or joined.key < best.key
                ):
                    best = joined
    return best
