"""Which kinds of subject are suggested terms, under which facets they carry them, and who decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sme4smartcities.challenges.policies import may_edit as may_edit_challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.organisations.policies import may_manage
from sme4smartcities.organisations.queries.organisations import organisation_for
from sme4smartcities.solutions.policies import may_edit as may_edit_solution
from sme4smartcities.solutions.queries.solutions import solution_for


@dataclass(frozen=True)
class Carrier:
    """One kind of subject. ``facets``: list → what a term of it says about the subject.

    ``studio``: the page on which its people write it.
    """

    fetch: Callable[[Actor, int], Any]  # the row, with the actor's rights, or None
    may: Callable[[Actor, Any], bool]
    facets: Mapping[str, str]
    studio: Callable[[Any], str]


CARRIERS: Mapping[str, Carrier] = {
    "challenge": Carrier(
        challenge_for,
        may_edit_challenge,
        {"domain": "domain", "capability": "needs", "cpv": "cpv"},
        lambda row: reverse("challenges:studio", args=(row.pk,)),
    ),
    "solution": Carrier(
        solution_for,
        may_edit_solution,
        {"domain": "domain", "capability": "offers", "cpv": "cpv"},
        lambda row: reverse("solutions:keep", args=(row.pk,)),
    ),
    "organisation": Carrier(
        organisation_for,
        may_manage,
        {"domain": "domain", "capability": "offers", "cpv": "cpv"},
        lambda row: reverse("organisations:edit", args=(row.pk, "work")),
    ),
}


def row_of(actor: Actor, subject: Subject) -> Any:
    """Give what a subject names, if the actor may see it; else None."""
    carrier = CARRIERS.get(subject.kind)
    return carrier.fetch(actor, subject.id) if carrier else None


def held_by(row: Any) -> frozenset[int]:
    """Give the terms that a row carries, in whatever sense. One query."""
    return frozenset(row.terms.values_list("term_id", flat=True))
