"""A match: its parts, their sum, how good that is called, what would raise it, in a fixed order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.scoring import weights
from sme4smartcities.matching.scoring.barriers import barriers
from sme4smartcities.matching.scoring.parts import (
    Part,
    World,
    abroad,
    both,
    capabilities,
    gives,
    meaning,
    place,
    receives,
    ripeness,
    tags,
)
from sme4smartcities.matching.scoring.sides import Side
from sme4smartcities.matching.scoring.weights import LEVELS, Level, Weights

DECLARED = frozenset({"capabilities", "receives", "gives", "both", "tags"})  # a person confirmed it
NO_PARTS: frozenset[str] = frozenset()
Judge = Callable[[Side, Side, World], Part | None]


@dataclass(frozen=True)
class Recipe:
    """Which parts a kind of match has and what each counts; of ``must``, one part must be there."""

    weights: Weights
    parts: tuple[Judge, ...]
    must: frozenset[str] = NO_PARTS


ANSWER = Recipe(weights.ANSWER, (capabilities, tags, meaning, place, ripeness))
PARTNER = Recipe(weights.PARTNER, (receives, gives, abroad, tags), frozenset({"receives", "gives"}))
LIKE = Recipe(weights.LIKE, (both, tags, meaning))


@dataclass(frozen=True, kw_only=True)
class Match:
    """One offer for one need, or two who are alike. ``points``: of 100; shown as its level.

    ``muted``: parts that count nothing for who is shown it.
    """

    need: Subject
    offer: Subject
    points: int
    level: Level
    parts: tuple[Part, ...]
    recipe: Recipe = ANSWER
    muted: frozenset[str] = NO_PARTS

    @property
    def reasons(self) -> tuple[Part, ...]:
        """The parts that speak for it, the weightiest first."""
        found = [
            part for part in self.parts if part.name not in self.muted and self.points_of(part) > 0
        ]
        return tuple(sorted(found, key=lambda part: (-self.points_of(part), part.name)))

    def points_of(self, part: Part) -> int:
        return round(self.recipe.weights[part.name] * part.share)

    def through(self, muted: frozenset[str]) -> "Match | None":
        """Give the same match with these parts counting nothing; None if it is too little then."""
        if muted == self.muted:
            return self
        return weighed(self.need, self.offer, self.parts, self.recipe, muted)


def match(
    need: Side,
    offer: Side,
    world: World,
    today: date,
    muted: frozenset[str] = NO_PARTS,
    recipe: Recipe = ANSWER,
) -> Match | None:
    """Judge an offer for a need; None where something rules it out or too little speaks for it."""
    if next(barriers(need, offer, today), None) is not None:
        return None
    found = [part for judge in recipe.parts if (part := judge(need, offer, world)) is not None]
    return weighed(need.subject, offer.subject, found, recipe, muted)


def weighed(
    need: Subject,
    offer: Subject,
    parts: Sequence[Part],
    recipe: Recipe = ANSWER,
    muted: frozenset[str] = NO_PARTS,
) -> Match | None:
    """Sum the parts up. A muted one counts for nothing and leaves the others as they are.

    Without a declared reason a match is never called strong: a likeness of texts alone is a guess.
    """
    counted = [part for part in parts if part.name not in muted]
    asked = sum(recipe.weights[part.name] for part in counted)
    unasked = sum(recipe.weights.values()) - asked
    points = sum(recipe.weights[part.name] * part.share for part in counted)
    # What is not asked for is shared out: two thirds by the other parts, as far as they go.
    total = round(points + unasked * (points / asked) * 2 / 3) if asked else 0
    named = {part.name for part in counted if part.share}
    level = _level(total, declared=not named.isdisjoint(DECLARED))
    if level is None or (recipe.must and named.isdisjoint(recipe.must)):
        return None
    return Match(
        need=need,
        offer=offer,
        points=total,
        level=level,
        parts=tuple(parts),
        recipe=recipe,
        muted=muted,
    )


def _level(points: int, *, declared: bool) -> Level | None:
    for level in LEVELS if declared else LEVELS[1:]:
        if points >= level.least:
            return level
    return None


def ordered(matches: Iterable[Match]) -> list[Match]:
    """Best first; equal ones by what they are, so that the same data give the same order always."""
    return sorted(matches, key=lambda one: (-one.points, one.need, one.offer))
