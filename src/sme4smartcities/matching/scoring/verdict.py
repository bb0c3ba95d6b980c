"""A match: its parts, their sum, how good that is called, what would raise it, in a fixed order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.scoring.barriers import barriers
from sme4smartcities.matching.scoring.parts import PARTS, Part, World
from sme4smartcities.matching.scoring.sides import Side
from sme4smartcities.matching.scoring.weights import LEVELS, WEIGHTS, Level

DECLARED = frozenset({"capabilities", "tags"})  # what a person has confirmed


@dataclass(frozen=True, kw_only=True)
class Match:
    """One offer for one need. ``points``: of 100; shown as its level, never as a number alone."""

    need: Subject
    offer: Subject
    points: int
    level: Level
    parts: tuple[Part, ...]

    @property
    def reasons(self) -> tuple[Part, ...]:
        """The parts that speak for it, the weightiest first."""
        found = [part for part in self.parts if points_of(part) > 0]
        return tuple(sorted(found, key=lambda part: (-points_of(part), part.name)))


def points_of(part: Part) -> int:
    return round(WEIGHTS[part.name] * part.share)


def match(
    need: Side, offer: Side, world: World, today: date, muted: frozenset[str] = frozenset()
) -> Match | None:
    """Judge an offer for a need; None where something rules it out or too little speaks for it.

    A muted part counts for nothing and leaves the others as they are. Without a declared reason a
    match is never called strong: a likeness of texts alone is a guess.
    """
    if next(barriers(need, offer, today), None) is not None:
        return None
    found = [part for judge in PARTS if (part := judge(need, offer, world)) is not None]
    parts = tuple(part for part in found if part.name not in muted)
    asked = sum(WEIGHTS[part.name] for part in parts)
    unasked = sum(WEIGHTS.values()) - asked
    points = sum(WEIGHTS[part.name] * part.share for part in parts)
    # What is not asked for is shared out: two thirds by the other parts, as far as they go.
    total = round(points + unasked * (points / asked) * 2 / 3) if asked else 0
    level = _level(total, declared=any(part.name in DECLARED and part.share for part in parts))
    if level is None:
        return None
    return Match(need=need.subject, offer=offer.subject, points=total, level=level, parts=parts)


def _level(points: int, *, declared: bool) -> Level | None:
    for level in LEVELS if declared else LEVELS[1:]:
        if points >= level.least:
            return level
    return None


def ordered(matches: Iterable[Match]) -> list[Match]:
    """Best first; equal ones by what they are, so that the same data give the same order always."""
    return sorted(matches, key=lambda one: (-one.points, one.need, one.offer))
