"""Who complements whom, and which cities have like problems: matches between equals."""

from collections.abc import Mapping

from django.db.models import Q, Value
from django.utils import timezone

from sme4smartcities.challenges.models import Challenge, Supporter
from sme4smartcities.matching.queries.candidates import (
    Carried,
    Likeness,
    challenges_beside,
    likeness_of,
    look_for,
    needing,
    offering,
    offers_beside,
    worlds,
)
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.reach import reaches_around
from sme4smartcities.matching.queries.sides import (
    asking,
    by_number,
    challenge_sides,
    offers_of,
    organisation_sides,
    rarity_of,
)
from sme4smartcities.matching.scoring.reach import Limits
from sme4smartcities.matching.scoring.sides import Rarity, Side
from sme4smartcities.matching.scoring.verdict import LIKE, PARTNER, Match, Recipe, match, ordered
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.vocabularies.queries.lists import asked_once

SHOWN = 12


@asked_once()
def partners_for(organisation: Organisation, lens: Lens, limit: int = SHOWN) -> list[Match]:
    """Give who offers what an organisation looks for, or looks for what it offers, best first.
    Four queries."""
    if organisation.layer == Layer.RECORD:
        return []
    own = organisation_sides([organisation.pk])[organisation.pk]
    of = offering("organisation", organisation.layer, _limits_of(organisation))
    carried = Carried(needs=own.offers, offers=own.needs)
    found, _homes = offers_beside({"organisation": (of, {})}, carried)
    sides = {subject.id: side for subject, side in found.items()}
    return _matched(own, sides, PARTNER, lens, rarity_of([own, *sides.values()]))[:limit]


@asked_once()
def partner_match(organisation: Organisation, other: int, lens: Lens) -> Match | None:
    """Give the match of two organisations, None where none may be told."""
    own = organisation_sides([organisation.pk])[organisation.pk]
    of = offering("organisation", organisation.layer, _limits_of(organisation))
    sides = by_number(offers_of({"organisation": (of.rows.filter(pk=other), Value(False))}))
    rarity = rarity_of([own, *sides.values()])
    return next(iter(_matched(own, sides, PARTNER, _undismissed(lens), rarity)), None)


@asked_once()
def like_problems(challenge: Challenge, lens: Lens, limit: int = SHOWN) -> list[Match]:
    """Give the open challenges of other cities that are like this one, best first; not those that
    its owner supports already. Five queries."""
    if challenge.layer == Layer.RECORD:
        return []
    own, rarity = asking(challenge)
    likeness = likeness_of(look_for(own.subject), own.subject, "challenge")
    of = needing(challenge.layer, _limits_of(challenge.owner), ~_supported_by(challenge.owner_id))
    rows = challenges_beside(of, likeness, Carried(needs=own.needs, tags=own.tags))
    sides = challenge_sides(rows.values())
    return _matched(own, sides, LIKE, lens, rarity, likeness)[:limit]


@asked_once()
def like_match(challenge: Challenge, other: int, lens: Lens) -> Match | None:
    """Give the match of two challenges, None where none may be told."""
    own, rarity = asking(challenge)
    likeness = likeness_of(look_for(own.subject), own.subject, "challenge")
    sides = challenge_sides(needing(challenge.layer, _limits_of(challenge.owner), Q(pk=other)).rows)
    seen = _undismissed(lens)
    return next(iter(_matched(own, sides, LIKE, seen, rarity, likeness)), None)


def _limits_of(organisation: Organisation) -> Limits:
    reaches = reaches_around({organisation.pk: organisation.territory_id})
    return reaches.limits(frozenset({organisation.pk}), looks=True)


def _undismissed(lens: Lens) -> Lens:
    """What was dismissed is told when it is asked for by name."""
    return Lens(muted=lens.muted)


def _matched(
    own: Side,
    sides: Mapping[int, Side],
    recipe: Recipe,
    lens: Lens,
    rarity: Rarity,
    likeness: Likeness | None = None,
) -> list[Match]:
    """Judge pairs as one member sees them."""
    today = timezone.localdate()
    against = worlds(rarity, sides, likeness)
    found = (
        match(own, side, against[number], today, lens.muted, recipe)
        for number, side in sides.items()
        if side.subject != own.subject and not lens.hides(own.subject, side.subject)
    )
    return ordered(one for one in found if one)


def _supported_by(organisation: int) -> Q:
    joined = (Supporter.State.JOINED, Supporter.State.ASKED)
    held = Supporter.objects.filter(organisation=organisation, state__in=joined).order_by()
    return Q(pk__in=held.values("challenge"))
