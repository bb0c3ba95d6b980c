"""Turn rows of the features below into the sides of a match, some queries for any number of rows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sme4smartcities.challenges.models import Challenge, ChallengeTerm
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.scoring.sides import Lists, Side
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.solutions.models import Solution, SolutionOwner, SolutionTerm
from sme4smartcities.vocabularies.queries.lists import current

TAGS = ("domain", "sdg", "cpv")
ByFacet = Mapping[str, frozenset[int]]
NOTHING: frozenset[int] = frozenset()


def challenge_sides(rows: Iterable[Challenge]) -> dict[int, Side]:
    """Give challenges as needs. One query."""
    found = {row.pk: row for row in rows}
    terms = _terms(ChallengeTerm.objects.filter(challenge__in=found), "challenge_id")
    return {
        number: Side(
            subject=row.subject,
            owners=frozenset({row.owner_id}),
            needs=_of(terms, number, "needs"),
            tags=_tags(terms, number),
            languages=_of(terms, number, "language"),
            places=_of(terms, number, "territory"),
            countries=_countries(_of(terms, number, "territory")),
            admits_kinds=_of(terms, number, "kind"),
            admits_sizes=_of(terms, number, "size"),
            trl_least=row.trl_least,
            open_until=row.wanted_until,
        )
        for number, row in found.items()
    }


def solution_sides(numbers: Sequence[int]) -> dict[int, Side]:
    """Give solutions as offers. Three queries."""
    terms = _terms(SolutionTerm.objects.filter(solution__in=numbers), "solution_id")
    owners, kinds, sizes = _owners(numbers)
    ripe = Solution.objects.filter(pk__in=numbers).values_list("pk", "trl")
    return {
        number: Side(
            subject=Subject("solution", number),
            owners=owners.get(number, NOTHING),
            kinds=kinds.get(number, NOTHING),
            sizes=sizes.get(number, NOTHING),
            offers=_of(terms, number, "offers"),
            tags=_tags(terms, number),
            languages=_of(terms, number, "language"),
            places=_of(terms, number, "territory"),
            countries=_countries(_of(terms, number, "territory")),
            everywhere=not _of(terms, number, "territory"),
            trl=trl,
        )
        for number, trl in ripe
    }


def _owners(numbers: Sequence[int]) -> list[dict[int, frozenset[int]]]:
    """Give the owners of solutions, their kinds, and their sizes. One query."""
    of = "organisation__kind_id", "organisation__size_id"
    held = SolutionOwner.objects.filter(solution__in=numbers, accepted_at__isnull=False)
    found: list[dict[int, frozenset[int]]] = [{}, {}, {}]
    for solution, *values in held.values_list("solution_id", "organisation_id", *of):
        for place, value in enumerate(values):
            if value is not None:
                found[place][solution] = found[place].get(solution, NOTHING) | {value}
    return found


def organisation_sides(numbers: Sequence[int]) -> dict[int, Side]:
    """Give organisations as offers and needs at once. Two queries.

    Where one is says how near it is, not where it works: that stands in nobody's way.
    """
    terms = _terms(OrganisationTerm.objects.filter(organisation__in=numbers), "organisation_id")
    ripe = Organisation.objects.filter(pk__in=numbers).values_list("pk", "trl_to")
    return {
        number: Side(
            subject=Subject("organisation", number),
            owners=frozenset({number}),
            offers=_of(terms, number, "offers"),
            needs=_of(terms, number, "needs"),
            tags=_tags(terms, number),
            languages=_of(terms, number, "language"),
            places=_of(terms, number, "territory"),
            countries=_countries(_of(terms, number, "territory")),
            kinds=_of(terms, number, "kind"),
            sizes=_of(terms, number, "size"),
            everywhere=True,
            trl=trl,
        )
        for number, trl in ripe
    }


def lists() -> Lists:
    """Give which term stands above which, read once for each version of the lists.

    Lists that nobody has turned have no version, and are read each time.
    """
    version = current().version
    return _lists(version) if version else _read()


@lru_cache(maxsize=1)
def _lists(version: int) -> Lists:
    return _read()


def _read() -> Lists:
    terms = current().by_id.values()
    return Lists(parent={term.pk: term.parent_id for term in terms if term.parent_id})


def _terms(rows: Any, owner: str) -> dict[int, dict[str, frozenset[int]]]:
    found: dict[int, dict[str, list[int]]] = {}
    for number, facet, term in rows.values_list(owner, "facet", "term_id"):
        found.setdefault(number, {}).setdefault(facet, []).append(term)
    return {
        number: {facet: frozenset(terms) for facet, terms in facets.items()}
        for number, facets in found.items()
    }


def _of(terms: Mapping[int, ByFacet], number: int, facet: str) -> frozenset[int]:
    return terms.get(number, {}).get(facet, NOTHING)


def _tags(terms: Mapping[int, ByFacet], number: int) -> frozenset[int]:
    return NOTHING.union(*(_of(terms, number, facet) for facet in TAGS))


def _countries(places: frozenset[int]) -> frozenset[int]:
    by_id = current().by_id
    return frozenset(one for one in places if one in by_id and by_id[one].parent_id is None)
