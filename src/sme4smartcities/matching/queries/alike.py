"""Who complements whom, and which cities have like problems: matches between equals."""

from collections.abc import Iterable

from django.utils import timezone

from sme4smartcities.challenges.models import Challenge, Supporter
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.candidates import (
    Kind,
    Likeness,
    likenesses,
    near,
    needing,
    offering,
    rarity_of,
    sharing,
    worlds,
)
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.reach import reaches_of
from sme4smartcities.matching.queries.sides import challenge_sides, organisation_sides
from sme4smartcities.matching.scoring.sides import Side
from sme4smartcities.matching.scoring.verdict import LIKE, PARTNER, Match, Recipe, match, ordered
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.vocabularies.queries.lists import asked_once

SHOWN = 12


@asked_once()
def partners_for(organisation: Organisation, lens: Lens, limit: int = SHOWN) -> list[Match]:
    """Give who offers what an organisation looks for, or looks for what it offers, best first."""
    if organisation.layer == Layer.RECORD:
        return []
    own = organisation_sides([organisation.pk])[organisation.pk]
    of = offering("organisation", organisation.layer)
    numbers = sharing(of, needs=own.offers, offers=own.needs)
    return _matched(own, of, numbers, PARTNER, lens, {})[:limit]


@asked_once()
def partner_match(organisation: Organisation, other: int, lens: Lens) -> Match | None:
    """Give the match of two organisations, None where none may be told."""
    own = organisation_sides([organisation.pk])[organisation.pk]
    of = offering("organisation", organisation.layer)
    return _single(own, of, other, PARTNER, lens, {})


@asked_once()
def like_problems(challenge: Challenge, lens: Lens, limit: int = SHOWN) -> list[Match]:
    """Give the open challenges of other cities that are like this one, best first; not those that
    its owner supports already."""
    if challenge.layer == Layer.RECORD:
        return []
    own = challenge_sides([challenge])[challenge.pk]
    of = needing(challenge.layer)
    numbers = sharing(of, needs=own.needs, tags=own.tags)
    likeness = likenesses(own.subject, "challenge")
    numbers |= near(likeness, of)
    return _matched(own, of, numbers - _supported(challenge), LIKE, lens, likeness)[:limit]


@asked_once()
def like_match(challenge: Challenge, other: int, lens: Lens) -> Match | None:
    """Give the match of two challenges, None where none may be told."""
    own = challenge_sides([challenge])[challenge.pk]
    likeness = likenesses(own.subject, "challenge")
    return _single(own, needing(challenge.layer), other, LIKE, lens, likeness)


def _single(
    own: Side, of: Kind, other: int, recipe: Recipe, lens: Lens, likeness: Likeness
) -> Match | None:
    if not of.rows.filter(pk=other).exists():
        return None
    seen = Lens(muted=lens.muted)  # what was dismissed is told when it is asked for by name
    return next(iter(_matched(own, of, {other}, recipe, seen, likeness)), None)


def _matched(
    own: Side, of: Kind, numbers: Iterable[int], recipe: Recipe, lens: Lens, likeness: Likeness
) -> list[Match]:
    """Judge pairs that may be suggested, as one member sees them."""
    today = timezone.localdate()
    sides = of.sides(sorted(set(numbers) - {own.subject.id}))
    against = worlds(rarity_of([own, *sides.values()]), sides, likeness)
    reaches = reaches_of(own.owners.union(*(side.owners for side in sides.values())))
    found = (
        match(own, side, against[number], today, lens.muted, recipe)
        for number, side in sides.items()
        if reaches.lets_all(own.owners, side.owners)
        and not lens.hides(own.subject, Subject(of.name, number))
    )
    return ordered(one for one in found if one)


def _supported(challenge: Challenge) -> set[int]:
    held = Supporter.objects.filter(
        organisation=challenge.owner_id, state__in=(Supporter.State.JOINED, Supporter.State.ASKED)
    )
    return set(held.values_list("challenge_id", flat=True))
