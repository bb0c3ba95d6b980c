"""The list of the radar: by words and filters, with how many each further filter would leave.

Of up to a thousand every filter tells its number; of more, the database narrows them and the
filters stand without numbers.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sme4smartcities.core.errors import Message
from sme4smartcities.core.paging import EXACT, Page, page_of
from sme4smartcities.core.search.queries import Suggestion, suggest
from sme4smartcities.opportunities.models import VOCABULARY_OF, Facet, OpportunityTerm
from sme4smartcities.opportunities.queries.asked import (
    ATTENDANCE,
    CODED,
    FACETS,
    KIND,
    SORTS,
    Asked,
    Choice,
    coded,
    term_choice,
)
from sme4smartcities.opportunities.queries.cards import Card, cards_of
from sme4smartcities.opportunities.queries.narrowing import (
    Rows,
    by_facets,
    plainly,
    timely,
    widened,
    worded,
)
from sme4smartcities.vocabularies.queries import terms

PAGE = 20
SHOWN = 7  # values of a facet that stand open; the rest unfolds
OPEN = (KIND, Facet.DOMAIN.value)


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
    def more_open(self) -> bool:
        return any(one.chosen for one in self.more)


@dataclass(frozen=True)
class Results:
    page: Page[Card]
    facets: Sequence[FacetView]
    orders: Sequence[tuple[str, Message, str]]
    suggestions: Sequence[Suggestion]


class Held(NamedTuple):
    """What of one opportunity filters it."""

    pk: int
    kind: str
    attendance: str
    territory: int | None


def ordered(rows: Rows, asked: Asked) -> Rows:
    if asked.order == "newest":
        return rows.order_by("-published_at", "-pk")
    if asked.when == "past":
        return rows.order_by("-next_at", "-pk")
    return rows.order_by("next_at", "pk")


def results(asked: Asked, number: int) -> Results:
    """Answer what was asked: one to three queries for the hits, five for a page of cards."""
    found, ranked = worded(asked)
    rows = ordered(plainly(timely(found, asked.when), asked), asked)
    names = ("pk", "kind", "attendance", "place__territory")
    held = [Held(*one) for one in rows.values_list(*names)[: EXACT + 1]]
    if asked.order == "match":
        held.sort(key=lambda one: ranked[one.pk])
    page: Page[Any]
    if len(held) <= EXACT:
        page, facets = _counted(asked, held, number)
    else:
        numbers = by_facets(rows, asked).values_list("pk", flat=True)
        page, facets = page_of(numbers, number, PAGE), _uncounted(asked)
    return Results(
        page=Page(cards_of(page.rows), page.number, page.size, page.total, page.more),
        facets=facets,
        orders=[
            (code, label, asked.sorted_by(code))
            for code, label in SORTS.items()
            if asked.text or code != "match"
        ],
        suggestions=suggest(asked.text, kinds=("opportunity",))
        if asked.text and not page.rows
        else [],
    )


def _counted(asked: Asked, held: Sequence[Held], number: int) -> tuple[Page[int], list[FacetView]]:
    """Narrow and count in memory: one query for the statements of at most a thousand."""
    stated = _statements(held)
    sets = {facet: _fulfilling(asked.chosen(facet), stated) for facet in FACETS}
    narrowing = {facet: found for facet, found in sets.items() if found is not None}

    def apart_from(facet: str) -> set[int]:
        others = [found for name, found in narrowing.items() if name != facet]
        return set.intersection({one.pk for one in held}, *others)

    matched = apart_from("")
    views = [_view(facet, _options(facet, asked, stated, apart_from(facet))) for facet in FACETS]
    rows = [one.pk for one in held if one.pk in matched]
    return page_of(rows, number, PAGE), [view for view in views if view.options]


Stated = Mapping[tuple[str, int | str], set[int]]  # facet and value → opportunities


def _statements(held: Sequence[Held]) -> Stated:
    stated: defaultdict[tuple[str, int | str], set[int]] = defaultdict(set)
    rows = OpportunityTerm.objects.filter(opportunity__in=[one.pk for one in held])
    for facet, term, number in rows.values_list("facet", "term_id", "opportunity_id"):
        if facet in FACETS:
            stated[facet, term].add(number)
    for one in held:
        stated[KIND, one.kind].add(one.pk)
        stated[ATTENDANCE, one.attendance].add(one.pk)
        if one.territory:
            stated[Facet.TERRITORY.value, one.territory].add(one.pk)
    return stated


def _fulfilling(choices: Sequence[Choice], stated: Stated) -> set[int] | None:
    """Give the opportunities that fulfil one of the choices; None where nothing was chosen."""
    if not choices:
        return None
    return set().union(*(_meant(choice, stated) for choice in choices))


def _meant(choice: Choice, stated: Stated) -> set[int]:
    values: Collection[int | str] = (
        widened(choice.facet, [choice.code]) if choice.facet in CODED else choice.meant
    )
    return set().union(*(stated.get((choice.facet, value), set()) for value in values))


def _options(facet: str, asked: Asked, stated: Stated, base: Collection[int]) -> list[Option]:
    chosen = asked.chosen(facet)
    values = [value for name, value in stated if name == facet]
    found = {choice for value in values if (choice := _choice(facet, value))} | {*chosen}
    options = [Option(one, len(_meant(one, stated) & {*base}), one in chosen) for one in found]
    shown = [one for one in options if one.number or one.chosen]
    if facet in CODED:
        order = [member.value for member in CODED[facet]]
        return sorted(shown, key=lambda one: order.index(one.choice.code))
    return sorted(shown, key=lambda one: (-(one.number or 0), one.choice.label))


def _choice(facet: str, value: int | str) -> Choice | None:
    return coded(facet, str(value)) if facet in CODED else term_choice(facet, int(value))


def _view(facet: str, options: Sequence[Option]) -> FacetView:
    cut = SHOWN if len(options) > SHOWN + 1 else len(options)
    return FacetView(facet, FACETS[facet], options[:cut], options[cut:])


def _uncounted(asked: Asked) -> list[FacetView]:
    """Offer the values of the short lists without numbers; codes are chosen by address or search."""
    views = []
    for facet in FACETS:
        choices: Sequence[Choice | None]
        if facet in CODED:
            choices = [coded(facet, member.value) for member in CODED[facet]]
        elif facet == Facet.CPV:
            choices = asked.chosen(facet)
        else:
            offered = terms(VOCABULARY_OF[Facet(facet)])
            top = [one for one in offered if facet != Facet.TERRITORY or not one.parent_id]
            choices = [term_choice(facet, one.pk) for one in top]
        options = [Option(one, None, one in asked.chosen(facet)) for one in choices if one]
        views.append(_view(facet, options))
    return [view for view in views if view.options]
