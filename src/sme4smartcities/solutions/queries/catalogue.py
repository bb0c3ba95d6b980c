"""The list of solutions: by words and filters, with how many each further filter would leave.

Of up to a thousand solutions every filter tells its number; of more, the database narrows them and
the filters stand without numbers.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from sme4smartcities.core.errors import Message
from sme4smartcities.core.paging import EXACT, Page, page_of
from sme4smartcities.core.search.queries import Suggestion, find, suggest
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models import VOCABULARY_OF, Facet, Solution, SolutionTerm
from sme4smartcities.solutions.queries.asked import (
    FACETS,
    RIPE,
    SORTS,
    TRL,
    Asked,
    Choice,
    ripe,
    term_choice,
)
from sme4smartcities.solutions.queries.solutions import listed_owners, whole
from sme4smartcities.vocabularies.queries import known_term, term_with_id, terms

PAGE = 20
SHOWN = 6  # values of a facet that stand open; the rest unfolds
OPEN = (Facet.DOMAIN.value, TRL)
BADGES = 3
ORDERS: Mapping[str, Sequence[Any]] = {
    "newest": ("-published_at", "-pk"),
    "updated": ("-updated_at", "-pk"),
    "ripest": (F("trl").desc(nulls_last=True), "-pk"),
}


@dataclass(frozen=True)
class Option:
    """One value to choose. ``number`` is None where too much matches to count."""

    choice: Choice
    number: int | None
    chosen: bool


@dataclass(frozen=True)
class FacetView:
    facet: str
    label: Message
    options: Sequence[Option]
    more: Sequence[Option]

    @property
    def open(self) -> bool:
        return self.facet in OPEN or any(one.chosen for one in (*self.options, *self.more))

    @property
    def territories(self) -> list[str]:
        """Give the codes of territories that it names."""
        every = (*self.options, *self.more) if self.facet == Facet.TERRITORY else ()
        return [one.choice.code for one in every]

    @property
    def more_open(self) -> bool:
        return any(one.chosen for one in self.more)


@dataclass(frozen=True)
class Card:
    """A solution as lists show it."""

    solution: Solution
    owners: Sequence[Organisation]
    domains: Sequence[str]


@dataclass(frozen=True)
class Results:
    page: Page[Card]
    facets: Sequence[FacetView]
    chips: Sequence[tuple[str, str]]  # label, address without it
    orders: Sequence[tuple[str, Message, str]]
    suggestions: Sequence[Suggestion]


class Held(NamedTuple):
    """What of one solution filters and orders it."""

    pk: int
    trl: int | None


def results(asked: Asked, number: int) -> Results:
    """Answer what was asked: one to four queries for the hits, five for a page of cards."""
    ordered, ranked = _worded(asked)
    held = [Held(*one) for one in ordered.values_list("pk", "trl")[: EXACT + 1]]
    if asked.order == "match":
        held.sort(key=lambda one: ranked[one.pk])
    if len(held) <= EXACT:
        page, facets = _counted(asked, held, number)
    else:
        page, facets = page_of(_narrowed(ordered, asked), number, PAGE), _uncounted(asked)
    found = [row if isinstance(row, int) else row.pk for row in page.rows]
    return Results(
        page=Page(cards_of(found), page.number, page.size, page.total, page.more),
        facets=facets,
        chips=[(one.label, asked.without(one).address()) for one in asked.choices],
        orders=[
            (code, label, Asked(text=asked.text, choices=asked.choices, sort=code).address())
            for code, label in SORTS.items()
            if asked.text or code != "match"
        ],
        suggestions=[] if found or not asked.text else suggest(asked.text, kinds=("solution",)),
    )


def _worded(asked: Asked) -> tuple[QuerySet[Solution], dict[int, int]]:
    """Give what the words find, in the order asked for; by best match, the place of each."""
    rows = Solution.objects.published()
    ranked: dict[int, int] = {}
    if asked.text:
        hits = find(asked.text, kinds=("solution",), limit=EXACT)
        ranked = {hit.subject_id: place for place, hit in enumerate(hits)}
        rows = rows.filter(pk__in=list(ranked))
    return rows.order_by(*ORDERS[asked.order]) if asked.order in ORDERS else rows, ranked


def matching(asked: Asked, limit: int) -> list[int]:
    """Give the numbers of all that the list shows, over its pages, in its order."""
    rows, ranked = _worded(asked)
    numbers = list(_narrowed(rows, asked).values_list("pk", flat=True)[:limit])
    return sorted(numbers, key=ranked.__getitem__) if asked.order == "match" else numbers


def _counted(asked: Asked, held: Sequence[Held], number: int) -> tuple[Page[int], list[FacetView]]:
    """Narrow and count in memory: one query for the statements of at most a thousand solutions."""
    stated = _statements(held)
    sets = {facet: _fulfilling(asked.chosen(facet), stated) for facet in FACETS}
    narrowing = {facet: found for facet, found in sets.items() if found is not None}

    def apart_from(facet: str) -> set[int]:
        others = [found for name, found in narrowing.items() if name != facet]
        return set.intersection({one.pk for one in held}, *others)

    matched = apart_from("")
    views = [
        _view(facet, asked, _options(facet, asked, stated, apart_from(facet))) for facet in FACETS
    ]
    rows = [one.pk for one in held if one.pk in matched]
    return page_of(rows, number, PAGE), [view for view in views if view.options]


Stated = Mapping[tuple[str, int], set[int]]  # facet and value → solutions


def _statements(held: Sequence[Held]) -> Stated:
    stated: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    rows = SolutionTerm.objects.filter(solution__in=[one.pk for one in held])
    for facet, term, solution in rows.values_list("facet", "term_id", "solution_id"):
        stated[facet, term].add(solution)
    for least in RIPE:
        if found := {one.pk for one in held if one.trl and one.trl >= least}:
            stated[TRL, least] = found
    return stated


def _fulfilling(choices: Sequence[Choice], stated: Stated) -> set[int] | None:
    """Give the solutions that fulfil one of the choices; None where nothing was chosen."""
    if not choices:
        return None
    return set().union(*(_meant(choice, stated) for choice in choices))


def _meant(choice: Choice, stated: Stated) -> set[int]:
    values = {choice.value} if choice.facet == TRL else choice.meant
    return set().union(*(stated.get((choice.facet, value), set()) for value in values))


def _options(facet: str, asked: Asked, stated: Stated, base: Collection[int]) -> list[Option]:
    chosen = asked.chosen(facet)
    values = [value for name, value in stated if name == facet]
    found = {choice for value in values if (choice := _choice(facet, value))} | {*chosen}
    options = [Option(one, len(_meant(one, stated) & {*base}), one in chosen) for one in found]
    shown = [one for one in options if one.number or one.chosen]
    if facet == TRL:
        return sorted(shown, key=lambda one: one.choice.value)
    return sorted(shown, key=lambda one: (-(one.number or 0), one.choice.label))


def _choice(facet: str, value: int) -> Choice | None:
    return ripe(value) if facet == TRL else term_choice(facet, value)


def _view(facet: str, asked: Asked, options: Sequence[Option]) -> FacetView:
    cut = SHOWN if len(options) > SHOWN + 1 else len(options)
    return FacetView(facet, FACETS[facet], options[:cut], options[cut:])


def _narrowed(rows: QuerySet[Solution], asked: Asked) -> QuerySet[Solution]:
    """Let the database narrow more solutions than are counted one by one."""
    for facet in FACETS:
        choices = asked.chosen(facet)
        if choices and facet == TRL:
            rows = rows.filter(trl__gte=min(choice.value for choice in choices))
        elif choices:
            meant = set().union(*(choice.meant for choice in choices))
            stated = SolutionTerm.objects.filter(
                solution=OuterRef("pk"), facet=facet, term__in=meant
            )
            rows = rows.filter(Exists(stated))
    return rows


def _uncounted(asked: Asked) -> list[FacetView]:
    """Offer the values of the short lists without numbers; codes are chosen by address or search."""
    views = []
    for facet in FACETS:
        if facet == TRL:
            choices = [ripe(least) for least in RIPE]
        elif facet == Facet.CPV:
            choices = asked.chosen(facet)
        else:
            offered = [one for one in terms(VOCABULARY_OF[Facet(facet)])]
            top = [one for one in offered if facet != Facet.TERRITORY or not one.parent_id]
            choices = [Choice(facet, one.pk, one.code, one.label) for one in top]
        options = [Option(one, None, one in asked.chosen(facet)) for one in choices]
        views.append(_view(facet, asked, options))
    return [view for view in views if view.options]


def cards_of(numbers: Sequence[int]) -> list[Card]:
    """Read a page of solutions; one that was withdrawn a moment ago is left out. Four queries."""
    published = Solution.objects.published().filter(pk__in=numbers)
    found = {row.pk: row for row in whole().filter(pk__in=published)}
    domains: dict[int, list[str]] = {}
    rows = SolutionTerm.objects.filter(solution__in=found, facet=Facet.DOMAIN).order_by("pk")
    for solution, number in rows.values_list("solution_id", "term_id"):
        if term := term_with_id(number):
            domains.setdefault(solution, []).append(term.label)
    return [
        Card(
            solution=found[number],
            owners=listed_owners(found[number]),
            domains=domains.get(number, [])[:BADGES],
        )
        for number in numbers
        if number in found
    ]


def listed_after(before: int | None, chosen: Mapping[Facet, str], limit: int) -> list[Solution]:
    """Give published solutions for programs, the newest number first; ``before``: the last one seen."""
    rows = Solution.objects.published()
    for facet, code in chosen.items():
        found = known_term(VOCABULARY_OF[facet], code)
        meant = Choice(facet.value, found.pk, found.code, found.label).meant
        stated = SolutionTerm.objects.filter(solution=OuterRef("pk"), facet=facet, term__in=meant)
        rows = rows.filter(Exists(stated))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])
