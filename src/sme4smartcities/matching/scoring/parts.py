"""The parts of a match: each between 0 and 1, or unknown where the need does not ask for it."""

from collections.abc import Iterable
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
    return _met("capabilities", need.needs, offer.offers, world)


def receives(own: Side, other: Side, world: World) -> Part | None:
    return _met("receives", own.needs, other.offers, world)


def gives(own: Side, other: Side, world: World) -> Part | None:
    return _met("gives", other.needs, own.offers, world)


def _met(name: str, needs: Codes, offers: Codes, world: World) -> Part | None:
    """How much of what is needed is offered, by weight; half for the term above or below."""
    if not needs:
        return None
    met = {one: _best(one, offers, world.lists) for one in needs}
    asked = sum(world.terms(one) for one in needs)
    found = sum(world.terms(one) * value for one, value in met.items())
    return Part(
        name=name,
        share=found / asked,
        shared=_ordered((one for one, value in met.items() if value), world.terms),
        missing=_ordered((one for one, value in met.items() if not value), world.terms),
    )


def both(own: Side, other: Side, world: World) -> Part | None:
    """How much of what one needs the other needs, too, by weight."""
    if not own.needs or not other.needs:
        return None
    common = own.needs & other.needs
    found = sum(world.terms(one) for one in common)
    return Part(
        name="both",
        share=found / sum(world.terms(one) for one in own.needs),
        shared=_ordered(common, world.terms),
        missing=_ordered(own.needs - common, world.terms),
    )


def _best(one: int, offered: Codes, lists: Lists) -> float:
    return max((lists.near(one, other) for other in offered), default=0.0)


def _ordered(terms: Iterable[int], rarity: Rarity) -> tuple[int, ...]:
    return tuple(sorted(terms, key=lambda term: (-rarity(term), term)))


def tags(need: Side, offer: Side, world: World) -> Part | None:
    """Fields, goals and codes in common, by weight, of those that either carries."""
    if not need.tags:
        return None
    common = need.tags & offer.tags
    either = sum(world.terms(term) for term in need.tags)
    found = sum(world.terms(term) for term in common)
    return Part(
        name="tags",
        share=found / either,
        shared=_ordered(common, world.terms),
        missing=_ordered(need.tags - common, world.terms),
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


def abroad(own: Side, other: Side, world: World) -> Part | None:
    """A consortium needs a second country; who states none may have one."""
    if not own.countries or not other.countries:
        return None
    return Part(
        name="abroad",
        share=float(own.countries.isdisjoint(other.countries)),
        shared=tuple(sorted(other.countries)),
    )
