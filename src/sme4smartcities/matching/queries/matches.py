"""Who matches whom: candidates near by meaning or by tags, judged one by one, best first.

Whatever is judged is public, lives, and lies in the same layer: an example meets examples only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any

import numpy as np
from django.db.models import Count, Q
from django.utils import timezone

from sme4smartcities.challenges.models import Challenge, ChallengeTerm
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.shelves import asked_by, panel_of
from sme4smartcities.matching.queries.sides import (
    challenge_sides,
    lists,
    organisation_sides,
    solution_sides,
)
from sme4smartcities.matching.scoring.parts import World
from sme4smartcities.matching.scoring.sides import Rarity, Side
from sme4smartcities.matching.scoring.verdict import Match, match, ordered
from sme4smartcities.matching.vectors.pool import best, by_subject
from sme4smartcities.organisations.models import Layer, Organisation, OrganisationTerm
from sme4smartcities.solutions.models import Solution, SolutionTerm
from sme4smartcities.vocabularies.queries.lists import asked_once

NEAREST = 200  # candidates by meaning
SHARING = 400  # candidates by terms in common
SHOWN = 12
BUYERS = ("municipality", "regional-authority", "national-authority")  # they offer nothing for sale
DIGITS = 3  # beyond, a processor may count in another order

Likeness = Mapping[int, float]


def offers_for(challenge: Challenge, limit: int = SHOWN) -> list[Match]:
    """Give the solutions and organisations that could answer a challenge, best first."""
    return [one for one, _side in judged_for(challenge)][:limit]


@asked_once()
def judged_for(challenge: Challenge) -> list[tuple[Match, Side]]:
    """Give all that could answer a challenge with what is known of them, best first.

    An organisation whose solution is listed stands there by its solution.
    """
    need = challenge_sides([challenge])[challenge.pk]
    today = timezone.localdate()
    solutions = _judged(need, "solution", challenge.layer, today)
    shown = {owner for one, side in solutions for owner in side.owners}
    others = [
        (one, side)
        for one, side in _judged(need, "organisation", challenge.layer, today)
        if not side.owners & shown
    ]
    side_of = {one.offer: side for one, side in [*solutions, *others]}
    found = ordered(one for one, _side in [*solutions, *others])
    return [(one, side_of[one.offer]) for one in found]


@asked_once()
def organisations_for(challenge: Challenge) -> tuple[Side, list[tuple[Match, Side]]]:
    """Give the need and every organisation that could have a part in it, with what it brings."""
    need = challenge_sides([challenge])[challenge.pk]
    return need, _judged(need, "organisation", challenge.layer, timezone.localdate())


@asked_once()
def challenges_for(organisation: Organisation, limit: int = SHOWN) -> list[Match]:
    """Give the open challenges that an organisation, or a solution of it, could answer."""
    today = timezone.localdate()
    offers = dict(organisation_sides([organisation.pk]))
    own = Solution.objects.published().filter(
        owners__organisation=organisation, owners__accepted_at__isnull=False
    )
    sides = [*offers.values(), *solution_sides(sorted(own.values_list("pk", flat=True))).values()]
    open_now = Challenge.objects.published().filter(layer=organisation.layer)
    found: dict[Subject, Match] = {}
    for offer in sides:
        likeness = likenesses(offer.subject, "challenge")
        numbers = _near(likeness, open_now) | _sharing_challenges(offer, open_now)
        needs = challenge_sides(open_now.filter(pk__in=numbers))
        worlds = _worlds(needs.values(), "challenge", likeness)
        for number, need in needs.items():
            one = match(need, offer, worlds[number], today)
            if one and (one.need not in found or one.points > found[one.need].points):
                found[one.need] = one
    return ordered(found.values())[:limit]


def likenesses(subject: Subject, kind: str) -> Likeness:
    """Say how far every subject of a kind stands out for this one, by their nearest two texts."""
    panel = panel_of(kind)
    rows = [panel.standing(asked) for _language, asked in asked_by(subject.kind, subject.id)]
    if not rows or not len(panel.subjects):
        return {}
    numbers, steps = by_subject(np.max(rows, axis=0), panel.subjects)
    return dict(zip(numbers.tolist(), np.round(steps, DIGITS).tolist(), strict=True))


@dataclass(frozen=True)
class _Kind:
    rows: Any
    terms: Any
    owner: str
    sides: Any


def _kind(kind: str, layer: str) -> _Kind:
    if kind == "solution":
        rows: Any = Solution.objects.published().filter(layer=layer)
        return _Kind(rows, SolutionTerm.objects, "solution", solution_sides)
    rows = Organisation.objects.listed().filter(layer=layer).exclude(kind__code__in=BUYERS)
    return _Kind(rows, OrganisationTerm.objects, "organisation", organisation_sides)


def _judged(need: Side, kind: str, layer: str, today: date) -> list[tuple[Match, Side]]:
    if layer == Layer.RECORD:
        return []
    of = _kind(kind, layer)
    likeness = likenesses(need.subject, kind)
    numbers = _near(likeness, of.rows) | _sharing(need, of)
    sides = of.sides(sorted(numbers))
    worlds = _worlds([need], kind, likeness, sides)
    found = ((match(need, side, worlds[number], today), side) for number, side in sides.items())
    return [(one, side) for one, side in found if one is not None]


def _near(likeness: Likeness, rows: Any) -> set[int]:
    """Give the nearest by meaning that may be shown."""
    numbers = np.array(sorted(likeness), np.int64)
    steps = np.array([likeness[number] for number in numbers.tolist()], np.float32)
    nearest = numbers[best(steps, numbers, NEAREST)].tolist() if len(numbers) else []
    return set(rows.filter(pk__in=nearest).values_list("pk", flat=True))


def _sharing(need: Side, of: _Kind) -> set[int]:
    """Give who carries most of the terms that are needed, or stands beside them in the lists."""
    known = lists()
    above = {known.parent[one] for one in need.needs if one in known.parent}
    below = {one for one, parent in known.parent.items() if parent in need.needs}
    asked = Q(facet="offers", term__in=need.needs | above | below)
    asked |= Q(facet__in=("domain", "sdg", "cpv"), term__in=need.tags)
    found = of.terms.filter(asked, **{f"{of.owner}__in": of.rows.values("pk")})
    counted = found.values(of.owner).annotate(n=Count("term", distinct=True))
    return {row[of.owner] for row in counted.order_by("-n", of.owner)[:SHARING]}


def _sharing_challenges(offer: Side, rows: Any) -> set[int]:
    known = lists()
    above = {known.parent[one] for one in offer.offers if one in known.parent}
    below = {one for one, parent in known.parent.items() if parent in offer.offers}
    asked = Q(facet="needs", term__in=offer.offers | above | below)
    asked |= Q(facet__in=("domain", "sdg", "cpv"), term__in=offer.tags)
    found = ChallengeTerm.objects.filter(asked, challenge__in=rows.values("pk"))
    counted = found.values("challenge").annotate(n=Count("term", distinct=True))
    return {row["challenge"] for row in counted.order_by("-n", "challenge")[:SHARING]}


def _worlds(
    needs: Iterable[Side], kind: str, likeness: Likeness, offers: Mapping[int, Side] | None = None
) -> dict[int, World]:
    """Give what each pair is judged against: how rare terms are among all that could offer them."""
    asked = {term for need in needs for term in need.needs | need.tags}
    rarity = _rarity(asked)
    numbers: Iterable[int] = offers or (need.subject.id for need in needs)
    return {
        number: World(terms=rarity, lists=lists(), likeness=likeness.get(number))
        for number in numbers
    }


def _rarity(terms: Iterable[int]) -> Rarity:
    """Weigh terms by how few organisations carry them, so that both sides weigh alike."""
    wanted = sorted(terms)
    carried = OrganisationTerm.objects.filter(
        facet__in=("offers", "domain"), term__in=wanted, organisation__state="listed"
    )
    counts = dict(carried.values_list("term").annotate(n=Count("organisation")))
    return Rarity(of={term: 1 / (1 + log(1 + counts.get(term, 0))) for term in wanted})
