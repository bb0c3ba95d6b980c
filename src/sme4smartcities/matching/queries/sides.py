"""Turn rows of the features below into the sides of a match, one query for any number of rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from sme4smartcities.challenges.models import Challenge, ChallengeTerm
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.scoring.sides import Lists, Rarity, Side
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.solutions.models import Solution
from sme4smartcities.vocabularies.queries.lists import current

TAGS = ("domain", "sdg", "cpv")
Facets = dict[str, set[int]]
NOTHING: frozenset[int] = frozenset()


@dataclass
class Said:
    """What the rows of one subject say, gathered: one row for each owner and term."""

    trl: int | None = None
    owners: set[int] = field(default_factory=set)
    kinds: set[int] = field(default_factory=set)
    sizes: set[int] = field(default_factory=set)
    carries: bool = False
    facets: Facets = field(default_factory=dict)

    def state(self, facet: str, term: int) -> None:
        held = self.facets.setdefault(facet, set())
        held.add(term)

    def of(self, facet: str) -> frozenset[int]:
        return frozenset(self.facets.get(facet, ()))


@dataclass(frozen=True)
class Offers:
    """Offers by what they are. ``carrying``: those that carry terms which were asked for;
    ``homes``: where their owners are."""

    sides: Mapping[Subject, Side]
    carrying: frozenset[Subject]
    homes: Mapping[int, int]


def asking(challenge: Challenge) -> tuple[Side, Rarity]:
    """Give a challenge as a need, and how telling what it asks for is. One query.

    The fewer organisations carry a term, the more it says; so both sides weigh alike.
    """
    rows = ChallengeTerm.objects.filter(challenge=challenge)
    carried = Coalesce(Subquery(_carriers(OuterRef("term"))), 0)
    said, counts = Said(), {}
    for facet, term, count in rows.values_list("facet", "term_id", carried):
        said.state(facet, term)
        counts[term] = count
    need = _need(challenge, said)
    return need, Rarity.of_counts({one: counts[one] for one in need.needs | need.tags})


def rarity_of(asked: Iterable[Side]) -> Rarity:
    """Say how telling what these ask for is. One query."""
    wanted = sorted({term for side in asked for term in side.needs | side.tags})
    counts = dict(_carried().filter(term__in=wanted).values_list("term").annotate(_counted()))
    return Rarity.of_counts({term: counts.get(term, 0) for term in wanted})


def _carriers(term: Any) -> Any:
    return _carried().filter(term=term).values("term").annotate(n=_counted()).values("n")


def _carried() -> Any:
    return OrganisationTerm.objects.filter(
        facet__in=("offers", "domain", "cpv"), organisation__state="listed"
    )


def _counted() -> Count:
    return Count("organisation")


def challenge_sides(rows: Iterable[Challenge]) -> dict[int, Side]:
    """Give challenges as needs. One query."""
    found = {row.pk: row for row in rows}
    said = {number: Said() for number in found}
    terms = ChallengeTerm.objects.filter(challenge__in=found)
    for number, facet, term in terms.values_list("challenge_id", "facet", "term_id"):
        said[number].state(facet, term)
    return {number: _need(row, said[number]) for number, row in found.items()}


def _need(row: Challenge, said: Said) -> Side:
    return Side(
        subject=row.subject,
        owners=frozenset({row.owner_id}),
        needs=said.of("needs"),
        tags=_tags(said),
        languages=said.of("language"),
        places=said.of("territory"),
        countries=_countries(said.of("territory")),
        admits_kinds=said.of("kind"),
        admits_sizes=said.of("size"),
        trl_least=row.trl_least,
        open_until=row.wanted_until,
    )


def solution_sides(rows: Any) -> dict[int, Side]:
    """Give solutions as offers. One query."""
    return by_number(offers_of({"solution": (rows, _nobody)}))


def organisation_sides(numbers: Sequence[int]) -> dict[int, Side]:
    """Give organisations as offers and needs at once. One query."""
    rows = Organisation.objects.filter(pk__in=numbers)
    return by_number(offers_of({"organisation": (rows, _nobody)}))


def by_number(offers: Offers) -> dict[int, Side]:
    return {subject.id: side for subject, side in offers.sides.items()}


_nobody = Value(False)
Asked = Mapping[str, tuple[Any, Any]]  # kind → rows, and an expression: whether a row carries terms


def offers_of(asked: Asked) -> Offers:
    """Read solutions and organisations as offers, of both kinds together. One query."""
    first, *rest = [_columns[kind](rows, carries) for kind, (rows, carries) in asked.items()]
    said: dict[Subject, Said] = {}
    homes: dict[int, int] = {}
    for row in first.union(*rest, all=True) if rest else first:
        _gather(said.setdefault(Subject(row[0], row[1]), Said()), row, homes)
    sides = {subject: _offers[subject.kind](subject, said[subject]) for subject in sorted(said)}
    return Offers(sides, frozenset(one for one in said if said[one].carries), homes)


def _gather(said: Said, row: Sequence[Any], homes: dict[int, int]) -> None:
    _kind, _number, said.trl, owner, kind, size, home, carries, facet, term = row
    said.carries = bool(carries)
    said.owners.add(owner)
    if kind:
        said.kinds.add(kind)
    if size:
        said.sizes.add(size)
    if home:
        homes[owner] = home
    if term:
        said.state(facet, term)


def _solutions(rows: Any, carries: Any) -> Any:
    of = "owners__organisation"
    held = rows.filter(owners__accepted_at__isnull=False).order_by()
    return held.values_list(
        Value("solution", CharField()), "pk", "trl", of, f"{of}__kind", f"{of}__size",
        f"{of}__territory", carries, "terms__facet", "terms__term",
    )  # fmt: skip


def _organisations(rows: Any, carries: Any) -> Any:
    return rows.order_by().values_list(
        Value("organisation", CharField()), "pk", "trl_to", F("id"), "kind", "size", "territory",
        carries, "terms__facet", "terms__term",
    )  # fmt: skip


_columns = {"solution": _solutions, "organisation": _organisations}


def _solution(subject: Subject, said: Said) -> Side:
    return Side(
        subject=subject,
        owners=frozenset(said.owners),
        kinds=frozenset(said.kinds),
        sizes=frozenset(said.sizes),
        offers=said.of("offers"),
        tags=_tags(said),
        languages=said.of("language"),
        places=said.of("territory"),
        countries=_countries(said.of("territory")),
        everywhere=not said.of("territory"),
        trl=said.trl,
    )


def _organisation(subject: Subject, said: Said) -> Side:
    """Where an organisation is says how near it is, not where it works: it stands in nobody's way."""
    return Side(
        subject=subject,
        owners=frozenset({subject.id}),
        offers=said.of("offers"),
        needs=said.of("needs"),
        tags=_tags(said),
        languages=said.of("language"),
        places=said.of("territory"),
        countries=_countries(said.of("territory")),
        kinds=said.of("kind"),
        sizes=said.of("size"),
        everywhere=True,
        trl=said.trl,
    )


_offers = {"solution": _solution, "organisation": _organisation}


def solutions_of(organisation: Organisation) -> Any:
    return Solution.objects.published().filter(
        pk__in=organisation.solutions_offered.filter(accepted_at__isnull=False).values("solution")
    )


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


def _tags(said: Said) -> frozenset[int]:
    return NOTHING.union(*(said.of(facet) for facet in TAGS))


def _countries(places: frozenset[int]) -> frozenset[int]:
    by_id = current().by_id
    return frozenset(one for one in places if one in by_id and by_id[one].parent_id is None)
