"""Read who may be suggested to whom: for judging matches, and for the page where it is set."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from sme4smartcities.core.policies import Actor
from sme4smartcities.matching.models import Bound
from sme4smartcities.matching.scoring.reach import Numbers, Reach, Reaches
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.vocabularies.queries import lineage, term_with_id

Way = Bound.Way


def reaches_of(organisations: Iterable[int]) -> Reaches:
    """Give what these organisations have set. One query; one more where somebody set a place."""
    numbers = sorted(set(organisations))
    if not numbers:
        return Reaches()
    rows = list(Bound.objects.filter(organisation__in=numbers).order_by("pk"))
    if not rows:
        return Reaches()
    return Reaches(
        sees=_by_organisation(row for row in rows if row.way == Way.SEES),
        seen=_by_organisation(row for row in rows if row.way == Way.SEEN),
        places=_places(numbers) if any(row.territory_id for row in rows) else {},
    )


def is_bounded() -> Exists:
    """Say of each kept match whether one of its sides has set limits."""
    sides = Q(organisation=OuterRef("organisation")) | Q(organisation=OuterRef("challenge__owner"))
    return Exists(Bound.objects.filter(sides))


def reaches_around(homes: Mapping[int, int | None]) -> Reaches:
    """Give what every organisation has set, to look from these for others. One query.

    ``homes``: where these are.
    """
    rows = list(Bound.objects.order_by("pk"))
    return Reaches(
        sees=_by_organisation(row for row in rows if row.way == Way.SEES),
        seen=_by_organisation(row for row in rows if row.way == Way.SEEN),
        places=places_at(homes) if rows else {},
    )


def places_at(homes: Mapping[int, int | None]) -> dict[int, Numbers]:
    """Give where organisations are, with all that it lies in."""
    return {
        number: frozenset(term.pk for term in lineage(term_with_id(home)))
        for number, home in homes.items()
        if home
    }


def closed_to_strangers() -> Any:
    """Give, as rows to be asked in one query, the organisations that may be suggested to nobody, or
    only to some places: to a visitor, of whom no place is known, they are not."""
    return Bound.objects.filter(way=Way.SEEN, other=None).values("organisation")


def reach_of(organisation: Organisation, way: str) -> Reach:
    rows = Bound.objects.filter(organisation=organisation, way=way)
    return _by_organisation(rows).get(organisation.pk, Reach())


def kept_away(reach: Reach) -> list[Organisation]:
    """Give the organisations that are named in a limit, by name."""
    return list(Organisation.objects.filter(pk__in=reach.never).order_by("sort_key", "pk"))


def codes_of(reach: Reach) -> list[str]:
    """Give the codes of the territories that are named in a limit."""
    return sorted(term.code for number in reach.territories if (term := term_with_id(number)))


def listed_among(actor: Actor, organisation: Organisation, numbers: Sequence[int]) -> bool:
    """Say whether all of these are organisations of the same layer that the actor may see."""
    wanted = set(numbers)
    rows = Organisation.objects.visible_to(actor).filter(pk__in=wanted, layer=organisation.layer)
    return rows.count() == len(wanted)


def _by_organisation(rows: Iterable[Bound]) -> dict[int, Reach]:
    held: dict[int, list[Bound]] = {}
    for row in rows:
        held.setdefault(row.organisation_id, []).append(row)
    return {number: _reach(bounds) for number, bounds in held.items()}


def _reach(rows: Iterable[Bound]) -> Reach:
    bounds = list(rows)
    return Reach(
        nobody=any(row.territory_id is None and row.other_id is None for row in bounds),
        territories=frozenset(row.territory_id for row in bounds if row.territory_id),
        never=frozenset(row.other_id for row in bounds if row.other_id),
    )


def _places(numbers: Iterable[int]) -> dict[int, Numbers]:
    rows = Organisation.objects.filter(pk__in=numbers, territory__isnull=False)
    return places_at(dict(rows.values_list("pk", "territory_id")))
