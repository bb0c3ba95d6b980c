"""Who comes into question at all: those near by meaning, and those that carry terms in common.

Whatever is judged is public, lives, lies in the same layer (an example meets examples only), and
may be suggested: all of that is asked before anybody is counted or cut.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from sme4smartcities.challenges.models import Challenge, ChallengeTerm
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.shelves import Look, looked_up
from sme4smartcities.matching.queries.sides import TAGS, lists, offers_of
from sme4smartcities.matching.scoring.parts import World
from sme4smartcities.matching.scoring.reach import Limits
from sme4smartcities.matching.scoring.sides import NONE, Codes, Rarity, Side
from sme4smartcities.matching.vectors.panel import Panel
from sme4smartcities.matching.vectors.pool import best, by_subject
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.solutions.models import Solution, SolutionOwner, SolutionTerm
from sme4smartcities.vocabularies.queries.lists import within

NEAREST = 200  # candidates by meaning
LOOKED_AT = 2 * NEAREST  # of the nearest, to find those among them that may be shown
FROM_FAR = 5_000  # looked at where only some territories may be shown: few of these are read
SHARING = 400  # candidates by terms in common
BUYERS = ("municipality", "regional-authority", "national-authority")  # they offer nothing for sale
DIGITS = 3  # beyond, a processor may count in another order

Likeness = Mapping[int, float]
NO_LIMITS = Limits()


@dataclass(frozen=True)
class Kind:
    """One kind of candidate: its rows that may be shown, their terms, and among how many of the
    nearest they are looked for."""

    name: str
    rows: Any
    terms: Any
    looked_at: int = LOOKED_AT


@dataclass(frozen=True)
class Carried:
    """Terms of which a candidate carries at least one."""

    needs: Codes = NONE
    offers: Codes = NONE
    tags: Codes = NONE


def offering(kind: str, layer: str, limits: Limits = NO_LIMITS, *, every: bool = True) -> Kind:
    """Solutions, or organisations that are no buyers, of one layer.

    ``every``: all owners of a solution must be within the limits, not only one of them.
    """
    if kind == "solution":
        solutions = Solution.objects.published().filter(layer=layer)
        return _kind(kind, solutions, _owned(limits, every=every), SolutionTerm, limits)
    rows = Organisation.objects.listed().filter(layer=layer).exclude(kind__code__in=BUYERS)
    return _kind(kind, rows, _admitted(limits), OrganisationTerm, limits)


def needing(layer: str, limits: Limits = NO_LIMITS, such: Q | None = None) -> Kind:
    """Open challenges of one layer, of those ``such`` ones alone."""
    rows = Challenge.objects.published().filter(such or Q(), layer=layer)
    return _kind("challenge", rows, _admitted(limits, "owner"), ChallengeTerm, limits)


def _kind(name: str, rows: Any, allowed: Q, terms: Any, limits: Limits) -> Kind:
    far = FROM_FAR if limits.within else LOOKED_AT
    return Kind(name, rows.filter(allowed), terms.objects, far)


def _admitted(limits: Limits, owner: str = "") -> Q:
    """Say in the database's words which organisations are within limits. ``owner``: the way to them."""
    if limits.nobody:
        return Q(pk__in=())
    allowed = Q() if not limits.without else ~Q(**{f"{owner or 'pk'}__in": sorted(limits.without)})
    way = f"{owner}__territory__in" if owner else "territory__in"
    for territories in limits.within:
        allowed &= Q(**{way: sorted(set[int]().union(*(within(one) for one in territories)))})
    return allowed


def _owned(limits: Limits, *, every: bool) -> Q:
    if not limits:
        return Q()
    held = SolutionOwner.objects.filter(accepted_at__isnull=False).order_by()
    admitted = _admitted(limits, "organisation")
    if every:
        return ~Q(pk__in=held.exclude(admitted).values("solution"))
    return Q(pk__in=held.filter(admitted).values("solution"))


def look_for(subject: Subject) -> Look:
    """Give what the models made of a subject, and of all that it is compared with. One query."""
    return looked_up(subject.kind, [subject.id])


def likeness_of(look: Look, subject: Subject, kind: str) -> Likeness:
    """Say how far every subject of a kind stands out for this one, by their nearest two texts."""
    panel = look.panel(kind)
    asked = [row for _language, row in look.asked(subject.id)]
    if not asked or not len(panel.subjects):
        return {}
    rows = [panel.standing(row) for row in asked]
    numbers, steps = by_subject(np.max(rows, axis=0), panel.subjects)
    return dict(zip(numbers.tolist(), np.round(steps, DIGITS).tolist(), strict=True))


def standings(challenges: Sequence[int], offer: Subject) -> Likeness:
    """Say how far one offer stands out among all of its kind, for each of some challenges. One query."""
    look = looked_up("challenge", challenges)
    panel = look.panel(offer.kind)
    texts = np.flatnonzero(panel.subjects == offer.id)
    if not len(texts):
        return {}
    return {
        number: _furthest(panel, [row for _language, row in asked], texts)
        for number in challenges
        if (asked := look.asked(number))
    }


def _furthest(panel: Panel, asked: Iterable[Any], texts: Any) -> float:
    return float(np.round(max(panel.standing(row)[texts].max() for row in asked), DIGITS))


def offers_beside(
    asked: Mapping[str, tuple[Kind, Likeness]], carried: Carried
) -> tuple[dict[Subject, Side], Mapping[int, int]]:
    """Give the candidates of some kinds, and where their owners are. One query."""
    found = offers_of(
        {
            name: (_asked(of, likeness, carried), _carries(of, carried))
            for name, (of, likeness) in asked.items()
        }
    )
    near = {
        Subject(name, number)
        for name, (_of, likeness) in asked.items()
        for number in _nearest(likeness, (one.id for one in found.sides if one.kind == name))
    }
    kept = {one: side for one, side in found.sides.items() if one in near or one in found.carrying}
    return kept, found.homes


def challenges_beside(of: Kind, likeness: Likeness, carried: Carried) -> dict[int, Challenge]:
    """Give the challenges that come into question. One query."""
    rows = _asked(of, likeness, carried).annotate(carries=_carries(of, carried))
    found = {row.pk: row for row in rows.select_related("owner").order_by("pk")}
    near = set(_nearest(likeness, found))
    return {number: row for number, row in found.items() if number in near or row.carries}


def _nearest(likeness: Likeness, among: Iterable[int], many: int | None = None) -> list[int]:
    """Give the nearest by meaning of these numbers, as many as are kept."""
    numbers = np.array(sorted(one for one in among if one in likeness), np.int64)
    steps = np.array([likeness[number] for number in numbers.tolist()], np.float32)
    found: list[int] = (
        numbers[best(steps, numbers, many or NEAREST)].tolist() if len(numbers) else []
    )
    return found


def _asked(of: Kind, likeness: Likeness, carried: Carried) -> Any:
    """Ask for more of the nearest than are kept, since some of them may not be shown."""
    near = _nearest(likeness, likeness, of.looked_at)
    return of.rows.filter(Q(pk__in=near) | _sharing(of, carried))


def _sharing(of: Kind, carried: Carried) -> Q:
    """Ask for who carries most of these terms, or terms beside them in the lists."""
    asked = Q(facet__in=TAGS, term__in=carried.tags)
    if carried.needs:
        asked |= Q(facet="needs", term__in=_beside(carried.needs))
    if carried.offers:
        asked |= Q(facet="offers", term__in=_beside(carried.offers))
    found = of.terms.filter(asked, **{f"{of.name}__in": of.rows.values("pk")})
    counted = found.values(of.name).annotate(n=Count("term", distinct=True))
    return Q(pk__in=counted.order_by("-n", of.name)[:SHARING].values(of.name))


def _carries(of: Kind, carried: Carried) -> Any:
    return ExpressionWrapper(_sharing(of, carried), BooleanField())


def _beside(terms: Codes) -> Codes:
    """Give the terms with those directly above and below."""
    known = lists()
    above = {known.parent[one] for one in terms if one in known.parent}
    below = {one for one, parent in known.parent.items() if parent in terms}
    return terms | above | below


def worlds(
    rarity: Rarity, numbers: Iterable[int], likeness: Likeness | None = None
) -> Mapping[int, World]:
    """Give what each pair is judged against."""
    known, steps = lists(), likeness or {}
    return {
        number: World(terms=rarity, lists=known, likeness=steps.get(number)) for number in numbers
    }
