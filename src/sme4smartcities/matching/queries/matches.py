"""Who could answer a challenge, and which challenges an organisation could answer, best first.

How far texts stand out is always measured among all that could answer the challenge, whichever
side asks: so the city's page and the company's say the same of the same pair.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils import timezone

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.candidates import (
    Carried,
    Kind,
    Likeness,
    challenges_beside,
    likeness_of,
    look_for,
    needing,
    offering,
    offers_beside,
    standings,
    worlds,
)
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.reach import places_at, reaches_around
from sme4smartcities.matching.queries.sides import (
    asking,
    challenge_sides,
    organisation_sides,
    rarity_of,
    solution_sides,
    solutions_of,
)
from sme4smartcities.matching.scoring.reach import Limits, Reaches
from sme4smartcities.matching.scoring.sides import Rarity, Side
from sme4smartcities.matching.scoring.verdict import Match, match, ordered
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.vocabularies.queries.lists import asked_once

SHOWN = 12
LIKELY = 60  # challenges that are judged twice for one offer
OFFERS = ("solution", "organisation")
Judged = tuple[Match, Side]


@dataclass(frozen=True)
class Market:
    """All that could answer a challenge, each with what is known of it."""

    need: Side
    solutions: tuple[Judged, ...] = ()
    organisations: tuple[Judged, ...] = ()
    reaches: Reaches = field(default_factory=Reaches)

    def offers(self) -> list[Judged]:
        """Give them best first; an organisation whose solution stands there stands there by it."""
        shown = {owner for _one, side in self.solutions for owner in side.owners}
        others = [pair for pair in self.organisations if not pair[1].owners & shown]
        side_of = {one.offer: side for one, side in [*self.solutions, *others]}
        found = ordered(one for one, _side in [*self.solutions, *others])
        return [(one, side_of[one.offer]) for one in found]

    def through(self, lens: Lens) -> "Market":
        """Give it as a member sees it who dismissed some and lets some parts count nothing."""
        own = self.need.subject
        hidden = {
            owner
            for one, side in [*self.solutions, *self.organisations]
            if lens.hides(own, one.offer)
            for owner in side.owners
        }
        return replace(
            self,
            solutions=tuple(
                pair
                for pair in _weighed(self.solutions, lens)
                if not lens.hides(own, pair[0].offer)
            ),
            organisations=tuple(
                pair for pair in _weighed(self.organisations, lens) if not pair[1].owners & hidden
            ),
        )

    def match_with(self, offer: Subject) -> Match | None:
        judged = [*self.solutions, *self.organisations]
        return next((one for one, _side in judged if one.offer == offer), None)


def _weighed(judged: Iterable[Judged], lens: Lens) -> Iterator[Judged]:
    for one, side in judged:
        if (seen := one.through(lens.muted)) is not None:
            yield seen, side


def offers_for(challenge: Challenge, limit: int = SHOWN) -> list[Match]:
    """Give the solutions and organisations that may be suggested for a challenge, best first."""
    return [one for one, _side in market_of(challenge).offers()][:limit]


@asked_once()
def market_of(challenge: Challenge) -> Market:
    """Give all that could answer a challenge and may be suggested to its owner. Five queries."""
    reaches = _reaches(challenge)
    limits = reaches.limits(frozenset({challenge.owner_id}), looks=True)
    return _market(challenge, reaches, limits, every=True)


@asked_once()
def answers_to(challenge: Challenge) -> list[tuple[int, Match]]:
    """Give each organisation to which a challenge may be suggested with what it could answer by."""
    reaches, owner = _reaches(challenge), challenge.owner_id
    limits = reaches.limits(frozenset({owner}), looks=False)
    market = _market(challenge, reaches, limits, every=False)
    best: dict[int, Match] = {}
    for one, side in market.offers():
        for number in sorted(side.owners):
            if market.reaches.lets(number, owner):
                best.setdefault(number, one)
    return list(best.items())


def _reaches(challenge: Challenge) -> Reaches:
    return reaches_around({challenge.owner_id: challenge.owner.territory_id})


def _market(challenge: Challenge, reaches: Reaches, limits: Limits, *, every: bool) -> Market:
    need, rarity = asking(challenge)
    if challenge.layer == Layer.RECORD:
        return Market(need)
    look = look_for(need.subject)
    asked = {
        kind: (
            offering(kind, challenge.layer, limits, every=every),
            likeness_of(look, need.subject, kind),
        )
        for kind in OFFERS
    }
    found, homes = offers_beside(asked, Carried(offers=need.needs, tags=need.tags))
    solutions, organisations = (
        tuple(_judged(need, kind, found, asked[kind][1], rarity)) for kind in OFFERS
    )
    places = {**reaches.places, **places_at(homes)} if reaches.sees or reaches.seen else {}
    return Market(need, solutions, organisations, replace(reaches, places=places))


def _judged(
    need: Side, kind: str, found: Mapping[Subject, Side], likeness: Likeness, rarity: Rarity
) -> Iterator[Judged]:
    today = timezone.localdate()
    sides = {subject.id: side for subject, side in found.items() if subject.kind == kind}
    against = worlds(rarity, sides, likeness)
    for number, side in sides.items():
        if one := match(need, side, against[number], today):
            yield one, side


@asked_once()
def challenges_for(organisation: Organisation, limit: int = SHOWN) -> list[Match]:
    """Give the open challenges that may be suggested to an organisation and that it could answer:
    by a solution of it where one fits, else by itself."""
    reaches = reaches_around({organisation.pk: organisation.territory_id})
    limits = reaches.limits(frozenset({organisation.pk}), looks=True)
    of = needing(organisation.layer, limits)
    solutions = solution_sides(solutions_of(organisation)).values()
    by_solution = _best(_answered(solutions, of))
    by_itself = _best(_answered(organisation_sides([organisation.pk]).values(), of))
    return ordered({**by_itself, **by_solution}.values())[:limit]


def _best(matches: Iterable[Match]) -> dict[Subject, Match]:
    found: dict[Subject, Match] = {}
    for one in ordered(matches):
        found.setdefault(one.need, one)
    return found


def _answered(offers: Iterable[Side], of: Kind) -> Iterator[Match]:
    """Give the challenges that these could answer: found by the offers' texts and terms, then the
    best of them judged among all that could answer them."""
    today = timezone.localdate()
    for offer in offers:
        first = likeness_of(look_for(offer.subject), offer.subject, "challenge")
        needs = _needs_beside(of, first, offer)
        against = worlds(rarity_of(needs.values()), needs, first)
        found = (match(need, offer, against[number], today) for number, need in needs.items())
        likely = ordered(one for one in found if one)[:LIKELY]
        among = standings([one.need.id for one in likely], offer.subject)
        for one in likely:
            number = one.need.id
            world = replace(against[number], likeness=among.get(number))
            if judged := match(needs[number], offer, world, today):
                yield judged


def _needs_beside(of: Kind, likeness: Likeness, offer: Side) -> dict[int, Side]:
    carried = Carried(needs=offer.offers, tags=offer.tags)
    return challenge_sides(challenges_beside(of, likeness, carried).values())
