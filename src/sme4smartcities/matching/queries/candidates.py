"""Who comes into question at all: those near by meaning, and those that carry terms in common.

Whatever is judged is public, lives, and lies in the same layer: an example meets examples only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from django.db.models import Count, Q

from sme4smartcities.challenges.models import Challenge, ChallengeTerm
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.shelves import asked_by, asked_by_many, panel_of, panels_of
from sme4smartcities.matching.queries.sides import (
    TAGS,
    challenge_sides,
    lists,
    organisation_sides,
    solution_sides,
)
from sme4smartcities.matching.scoring.parts import World
from sme4smartcities.matching.scoring.sides import NONE, Codes, Rarity, Side
from sme4smartcities.matching.vectors.panel import Panel
from sme4smartcities.matching.vectors.pool import best, by_subject
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.solutions.models import Solution, SolutionTerm

NEAREST = 200  # candidates by meaning
SHARING = 400  # candidates by terms in common
BUYERS = ("municipality", "regional-authority", "national-authority")  # they offer nothing for sale
DIGITS = 3  # beyond, a processor may count in another order

Likeness = Mapping[int, float]


@dataclass(frozen=True)
class Kind:
    """One kind of candidate: its rows that may be shown, their terms, and how they become sides."""

    name: str
    rows: Any
    terms: Any
    sides: Callable[[Sequence[int]], Mapping[int, Side]]


def offering(kind: str, layer: str) -> Kind:
    """Solutions, or organisations that are no buyers, of one layer."""
    if kind == "solution":
        solutions = Solution.objects.published().filter(layer=layer)
        return Kind(kind, solutions, SolutionTerm.objects, solution_sides)
    rows = Organisation.objects.listed().filter(layer=layer).exclude(kind__code__in=BUYERS)
    return Kind(kind, rows, OrganisationTerm.objects, organisation_sides)


def needing(layer: str) -> Kind:
    """Open challenges of one layer."""
    rows = Challenge.objects.published().filter(layer=layer)
    return Kind(
        "challenge",
        rows,
        ChallengeTerm.objects,
        lambda numbers: challenge_sides(Challenge.objects.filter(pk__in=numbers)),
    )


def likenesses(subject: Subject, kind: str) -> Likeness:
    """Say how far every subject of a kind stands out for this one, by their nearest two texts."""
    return likenesses_among(subject, [kind])[0]


def likenesses_among(subject: Subject, kinds: Sequence[str]) -> list[Likeness]:
    """Say the same of several kinds. Three queries."""
    asked = [row for _language, row in asked_by(subject.kind, subject.id)]
    return [_likeness(asked, panel) for panel in panels_of(kinds)]


def _likeness(asked: Sequence[Mapping[str, Any]], panel: Panel) -> Likeness:
    if not asked or not len(panel.subjects):
        return {}
    rows = [panel.standing(row) for row in asked]
    numbers, steps = by_subject(np.max(rows, axis=0), panel.subjects)
    return dict(zip(numbers.tolist(), np.round(steps, DIGITS).tolist(), strict=True))


def standings(challenges: Sequence[int], offer: Subject) -> Likeness:
    """Say how far one offer stands out among all of its kind, for each of some challenges."""
    panel = panel_of(offer.kind)
    texts = np.flatnonzero(panel.subjects == offer.id)
    if not len(texts):
        return {}
    return {
        number: float(
            np.round(max(panel.standing(row)[texts].max() for _code, row in rows), DIGITS)
        )
        for number, rows in asked_by_many("challenge", challenges).items()
    }


def near(likeness: Likeness, of: Kind) -> set[int]:
    """Give the nearest by meaning that may be shown."""
    numbers = np.array(sorted(likeness), np.int64)
    steps = np.array([likeness[number] for number in numbers.tolist()], np.float32)
    nearest = numbers[best(steps, numbers, NEAREST)].tolist() if len(numbers) else []
    return set(of.rows.filter(pk__in=nearest).values_list("pk", flat=True))


def sharing(of: Kind, *, needs: Codes = NONE, offers: Codes = NONE, tags: Codes = NONE) -> set[int]:
    """Give who needs or offers most of these, or terms beside them in the lists, or carries the tags."""
    asked = Q(facet__in=TAGS, term__in=tags)
    if needs:
        asked |= Q(facet="needs", term__in=_beside(needs))
    if offers:
        asked |= Q(facet="offers", term__in=_beside(offers))
    found = of.terms.filter(asked, **{f"{of.name}__in": of.rows.values("pk")})
    counted = found.values(of.name).annotate(n=Count("term", distinct=True))
    return {row[of.name] for row in counted.order_by("-n", of.name)[:SHARING]}


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


def rarity_of(asking: Iterable[Side]) -> Rarity:
    """Weigh the terms that these ask for by how few organisations carry them, so that both sides
    weigh alike. One query."""
    wanted = sorted({term for side in asking for term in side.needs | side.tags})
    carried = OrganisationTerm.objects.filter(
        facet__in=("offers", "domain"), term__in=wanted, organisation__state="listed"
    )
    counts = dict(carried.values_list("term").annotate(n=Count("organisation")))
    return Rarity(of={term: 1 / (1 + log(1 + counts.get(term, 0))) for term in wanted})
