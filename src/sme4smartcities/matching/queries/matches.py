"""Who could answer a challenge, and which challenges an organisation could answer, best first.

How far texts stand out is always measured among all that could answer the challenge, whichever
side asks: so the city's page and the company's say the same of the same pair.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils import timezone

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.candidates import (
    Kind,
    Likeness,
    likenesses,
    likenesses_among,
    near,
    needing,
    offering,
    rarity_of,
    sharing,
    standings,
    worlds,
)
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.reach import reaches_of
from sme4smartcities.matching.queries.sides import (
    challenge_sides,
    organisation_sides,
    solution_sides,
)
from sme4smartcities.matching.scoring.reach import Reaches
from sme4smartcities.matching.scoring.sides import Rarity, Side
from sme4smartcities.matching.scoring.verdict import Match, match, ordered
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.solutions.models import Solution
from sme4smartcities.vocabularies.queries.lists import asked_once

SHOWN = 12
LIKELY = 60  # challenges that are judged twice for one offer
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


def _weighed(judged: Iterable[Judged], lens: Lens) -> Iterator[Judged]:
    for one, side in judged:
        if (seen := one.through(lens.muted)) is not None:
            yield seen, side


def offers_for(challenge: Challenge, limit: int = SHOWN) -> list[Match]:
    """Give the solutions and organisations that may be suggested for a challenge, best first."""
    return [one for one, _side in market_of(challenge).offers()][:limit]


@asked_once()
def market_of(challenge: Challenge) -> Market:
    """Give all that could answer a challenge and may be suggested to its owner."""
    whole = whole_market_of(challenge)
    owners = {
        owner for _one, side in [*whole.solutions, *whole.organisations] for owner in side.owners
    }
    reaches = reaches_of(owners | whole.need.owners)

    def may_be_shown(judged: Iterable[Judged]) -> tuple[Judged, ...]:
        return tuple(pair for pair in judged if reaches.lets_all(whole.need.owners, pair[1].owners))

    return Market(
        whole.need, may_be_shown(whole.solutions), may_be_shown(whole.organisations), reaches
    )


@asked_once()
def whole_market_of(challenge: Challenge) -> Market:
    """Give all that could answer a challenge, whoever may be shown it: nothing for a page."""
    need = challenge_sides([challenge])[challenge.pk]
    if challenge.layer == Layer.RECORD:
        return Market(need)
    kinds = ("solution", "organisation")
    rarity = rarity_of([need])
    solutions, organisations = (
        tuple(_judged(need, offering(kind, challenge.layer), likeness, rarity))
        for kind, likeness in zip(kinds, likenesses_among(need.subject, kinds), strict=True)
    )
    return Market(need, solutions, organisations)


def _judged(need: Side, of: Kind, likeness: Likeness, rarity: Rarity) -> Iterator[Judged]:
    today = timezone.localdate()
    numbers = near(likeness, of) | sharing(of, offers=need.needs, tags=need.tags)
    against = worlds(rarity, numbers, likeness)
    for number, side in of.sides(sorted(numbers)).items():
        if one := match(need, side, against[number], today):
            yield one, side


@asked_once()
def challenges_for(organisation: Organisation, limit: int = SHOWN) -> list[Match]:
    """Give the open challenges that an organisation could answer: by a solution of it where one
    fits, else by itself."""
    own = Solution.objects.published().filter(
        owners__organisation=organisation, owners__accepted_at__isnull=False
    )
    solutions = solution_sides(sorted(own.values_list("pk", flat=True))).values()
    by_solution = _best(_answered(solutions, organisation.layer))
    by_itself = _best(_answered(organisation_sides([organisation.pk]).values(), organisation.layer))
    return ordered({**by_itself, **by_solution}.values())[:limit]


def _best(matches: Iterable[Match]) -> dict[Subject, Match]:
    found: dict[Subject, Match] = {}
    for one in ordered(matches):
        found.setdefault(one.need, one)
    return found


def _answered(offers: Iterable[Side], layer: str) -> Iterator[Match]:
    """Give the challenges that these could answer: found by the offers' texts and terms, then the
    best of them judged among all that could answer them."""
    today = timezone.localdate()
    of = needing(layer)
    for offer in offers:
        first = likenesses(offer.subject, "challenge")
        numbers = near(first, of) | sharing(of, needs=offer.offers, tags=offer.tags)
        needs = of.sides(sorted(numbers))
        against = worlds(rarity_of(needs.values()), needs, first)
        found = (match(need, offer, against[number], today) for number, need in needs.items())
        likely = ordered(one for one in found if one)[:LIKELY]
        among = standings([one.need.id for one in likely], offer.subject)
        for one in likely:
            number = one.need.id
            world = replace(against[number], likeness=among.get(number))
            if judged := match(needs[number], offer, world, today):
                yield judged
