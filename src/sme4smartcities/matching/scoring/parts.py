"""The parts of a match: each between 0 and 1, or unknown where the need does not ask for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sme4smartcities.matching.scoring.sides import Codes, Lists, Rarity, Side
from sme4smartcities.matching.scoring.weights import MEANING_BEGINS, MEANING_FULL

SAME_REGION, SAME_COUNTRY = 1.0, 0.6


@dataclass(frozen=True, kw_only=True)
class World:
    """What a pair is judged against: how telling terms are, and what the lists say."""

    terms: Rarity = field(default_factory=Rarity)
    lists: Lists = field(default_factory=Lists)
    likeness: float | None = None  # of this pair, in steps; None where no model read both


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part: how much of it is there, the terms that show it and those that are missing."""

    name: str
    share: float
    shared: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


def capabilities(need: Side, offer: Side, world: World) -> Part | None:
    """How much of what is needed is offered, by weight; half for the term above or below."""
    if not need.needs:
        return None
    met = {one: _best(one, offer.offers, world.lists) for one in need.needs}
    asked = sum(world.terms(one) for one in need.needs)
    found = sum(world.terms(one) * value for one, value in met.items())
    return Part(
        name="capabilities",
        share=found / asked,
        shared=_ordered((one for one, value in met.items() if value), world.terms),
        missing=_ordered((one for one, value in met.items() if not value), world.terms),
    )


def _best(one: int, offered: Codes, lists: Lists) -> float:
    return max((lists.near(one, other) for other in offered), default=0.0)


def _ordered(terms: Iterable[int], rarity: Rarity) -> tuple[int, ...]:
    return tuple(sorted(terms, key=lambda term: (-rarity(term), term)))


def tags(need: Side, offer: Side, world: World) -> Part | None:
    """Fields, goals and codes in common, by weight, of those that either carries."""
    if not need.tags:
        return None
    both = need.tags & offer.tags
    either = sum(world.terms(term) for term in need.tags)
    found = sum(world.terms(term) for term in both)
    return Part(
        name="tags",
        share=found / either,
        shared=_ordered(both, world.terms),
        missing=_ordered(need.tags - both, world.terms),
    )


def meaning(need: Side, offer: Side, world: World) -> Part | None:
    if world.likeness is None:
        return None
    share = (world.likeness - MEANING_BEGINS) / (MEANING_FULL - MEANING_BEGINS)
    return Part(name="meaning", share=min(1.0, max(0.0, share)))


def place(need: Side, offer: Side, world: World) -> Part | None:
    """Near is better, and delivering anywhere is as good as being in the same country."""
    if not need.places:
        return None
    common = need.places & offer.places
    nearer = common - need.countries
    if nearer:
        return Part(name="place", share=SAME_REGION, shared=tuple(sorted(nearer)))
    if common or offer.everywhere:
        return Part(name="place", share=SAME_COUNTRY, shared=tuple(sorted(common)))
    return Part(name="place", share=0.0)


def ripeness(need: Side, offer: Side, world: World) -> Part | None:
    """Whoever is asked for a readiness and states none gets half: it may be so."""
    if need.trl_least is None:
        return None
    return Part(name="ripeness", share=0.5 if offer.trl is None else 1.0)


PARTS: tuple[Callable[[Side, Side, World], Part | None], ...] = (
    capabilities,
    tags,
    meaning,
    place,
    ripeness,
)
