"""Everything that the directory's page shows: a page of organisations, facets, chips and the map."""

import threading
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sme4smartcities.core.formats import isolated
from sme4smartcities.core.paging import LAST_PAGE, Page
from sme4smartcities.core.search.queries import Suggestion, suggest
from sme4smartcities.organisations.directory.asked import SORTS, Around, Asked
from sme4smartcities.organisations.directory.clusters import Circle, Dot
from sme4smartcities.organisations.directory.facets import FacetView, facets_of
from sme4smartcities.organisations.directory.keeping import shelf
from sme4smartcities.organisations.directory.narrowing import Narrowing
from sme4smartcities.organisations.models import Facet, Organisation, OrganisationTerm
from sme4smartcities.organisations.queries.organisations import near_and_far
from sme4smartcities.vocabularies.queries import labels, place_labels, term_with_id
from sme4smartcities.vocabularies.queries.lists import current

PAGE = 20
FIELDS_SHOWN = 2
WRITTEN_AT_ONCE = 2_000  # rows of a table that a page writes while the reader waits
ON_CARDS = (
    *("name", "names", "slug", "summary", "layer", "verified_at"),
    *("kind_id", "territory_id", "place_id", "logo"),
)
MOST_KEPT = 48  # six languages and four orders, now and a moment ago

_whole: dict[Hashable, "Surroundings"] = {}
_drawing = threading.Lock()


@dataclass(frozen=True)
class Card:
    """An organisation as the list shows it."""

    organisation: Organisation
    kind: str
    where: str  # the town and the country, or what is known of them
    fields: Sequence[str]
    looks_for: bool


@dataclass(frozen=True)
class Chip:
    """A filter that applies, and the address without it."""

    label: str
    without: str


@dataclass(frozen=True)
class Spot:
    """A circle of the map, its name, and the address that shows what it holds."""

    circle: Circle
    name: str
    address: str


@dataclass(frozen=True)
class MapView:
    spots: Sequence[Spot]
    beyond: int
    kilometres: int


@dataclass(frozen=True)
class Surroundings:
    """What stands around a list and is the same on all of its pages. ``key`` names its state."""

    facets: Sequence[FacetView]
    map: MapView
    key: Hashable = None


@dataclass(frozen=True)
class Results:
    """``total`` is exact unless ``more`` says that there are more than that."""

    asked: Asked
    total: int
    more: bool
    page: Page[Card]
    chips: Sequence[Chip]
    around: Surroundings
    suggestions: Sequence[Suggestion]

    @property
    def clear(self) -> str:
        """The address that asks for the same words without any filter."""
        return replace(self.asked, choices=(), around=None).address()

    @property
    def is_long(self) -> bool:
        """Say whether writing the list as a table takes longer than a reader waits."""
        return self.more or self.total > WRITTEN_AT_ONCE

    @property
    def formats(self) -> list[tuple[str, str]]:
        return [("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON")]

    @property
    def orders(self) -> list[tuple[str, str | Promise, str]]:
        """The orders that make sense here: code, label, address."""
        return [
            (sort, label, replace(self.asked, sort=sort).address())
            for sort, label in SORTS.items()
            if self.asked.text or sort != "match"
        ]


def results(asked: Asked, number: int) -> Results:
    """Answer what was asked of the directory.

    Queries: one for the index, two for the cards, up to three for names of places that this
    process never showed; words cost up to five more.
    """
    narrowing = Narrowing(shelf(), asked)
    page = _page(narrowing, number)
    more = not narrowing.complete
    total = page.total if more else narrowing.total
    return Results(
        asked=asked,
        total=total,
        more=more,
        page=page,
        chips=_chips(narrowing),
        around=_around(narrowing),
        suggestions=[] if total or not asked.text else _meant(asked),
    )


def _around(narrowing: Narrowing) -> Surroundings:
    """Work out facets and map; those of the whole directory once for each state and language."""
    if narrowing.asked != Asked(sort=narrowing.asked.sort) or not narrowing.shelf.version:
        return Surroundings(facets_of(narrowing), _map(narrowing))
    key = narrowing.shelf.version, current().version, get_language(), narrowing.asked.sort
    held = _whole.get(key)
    if held is None:
        with _drawing:  # one thread draws what many wait for
            held = _whole.get(key) or _draw(key, narrowing)
    return held


def _draw(key: Hashable, narrowing: Narrowing) -> Surroundings:
    if len(_whole) >= MOST_KEPT:
        _whole.clear()
    held = _whole[key] = Surroundings(facets_of(narrowing), _map(narrowing), key)
    return held


@dataclass(frozen=True)
class Counted:
    """How many organisations answer, and the facets among them."""

    total: int
    exact: bool
    facets: Sequence[FacetView]


def counted(asked: Asked) -> Counted:
    """Count without reading the organisations themselves; one query, a few more for words."""
    narrowing = Narrowing(shelf(), asked)
    return Counted(narrowing.total, narrowing.complete, facets_of(narrowing))


def numbers_of(asked: Asked) -> list[int] | None:
    """Give the ids of all that was asked for, in ascending order; None for everything."""
    if not (asked.text or asked.narrowed):
        return None
    narrowing = Narrowing(shelf(), replace(asked, sort="name"))  # an order gathers all hits
    return sorted(narrowing.listed(narrowing.matched))


def everywhere() -> Surroundings:
    """Give the facets and the map of all that is listed; one query for names, mostly none."""
    return _around(Narrowing(shelf(), Asked()))


def _page(narrowing: Narrowing, number: int) -> Page[Card]:
    if narrowing.asked.order == "match":
        ranked = narrowing.ranked()
        number = _within(number, len(ranked))
        start = (number - 1) * PAGE
        return Page(_cards(ranked[start : start + PAGE]), number, PAGE, len(ranked))
    total = min(narrowing.total, LAST_PAGE * PAGE)
    number = _within(number, total)
    start = (number - 1) * PAGE
    return Page(_cards(narrowing.in_order(start, start + PAGE)), number, PAGE, total)


def _within(number: int, total: int) -> int:
    return max(1, min(number, -(-total // PAGE)))


def _cards(numbers: Sequence[int]) -> list[Card]:
    """Read a page of organisations; one that was withdrawn a moment ago is left out."""
    rows = Organisation.objects.listed().select_related("logo").only(*ON_CARDS)
    found = rows.in_bulk(numbers)
    statements = _statements(found)
    towns = place_labels(row.place_id for row in found.values() if row.place_id)
    return [_card(found[number], statements, towns) for number in numbers if number in found]


Statements = Mapping[tuple[int, str], Sequence[int]]  # organisation and facet → terms


def _statements(numbers: Iterable[int]) -> Statements:
    found: dict[tuple[int, str], list[int]] = {}
    rows = OrganisationTerm.objects.filter(
        organisation__in=numbers, facet__in=(Facet.DOMAIN, Facet.NEEDS)
    )
    for number, facet, term in rows.values_list("organisation_id", "facet", "term_id"):
        found.setdefault((number, facet), []).append(term)
    return found


def _card(row: Organisation, statements: Statements, towns: Mapping[int, str]) -> Card:
    kind = term_with_id(row.kind_id)
    near_to_far = near_and_far(towns.get(row.place_id or 0, ""), row.territory_id)
    comma = "، " if get_language() == "ar" else ", "
    return Card(
        organisation=row,
        kind=kind.label if kind else "",
        where=comma.join(dict.fromkeys(near_to_far[:1] + near_to_far[-1:])),
        fields=labels(statements.get((row.pk, Facet.DOMAIN), ())[:FIELDS_SHOWN]),
        looks_for=(row.pk, Facet.NEEDS) in statements,
    )


def _chips(narrowing: Narrowing) -> list[Chip]:
    asked = narrowing.asked
    chips = [Chip(one.label, asked.without(one).address()) for one in asked.choices]
    if asked.around and (dot := narrowing.shelf.atlas.named(asked.around.spot)):
        name = _names([dot])[dot]
        label = _("Around %(place)s") % {"place": isolated(name)}
        chips.append(Chip(label, replace(asked, around=None).address()))
    return chips


def _names(dots: Sequence[Dot]) -> dict[Dot, str]:
    """Name places as their readers do; a spot without a place by its coordinates."""
    towns = place_labels(dot.place for dot in dots if dot.place)
    return {dot: towns.get(dot.place or 0, dot.spot) for dot in dots}


def _map(narrowing: Narrowing) -> MapView:
    held, asked = narrowing.shelf, narrowing.asked
    circles = held.atlas.circles(held.spots_of(narrowing.matched))
    names = _names([circle.main for circle in circles.drawn])
    arounds = [Around(circle.main.spot, circles.kilometres) for circle in circles.drawn]
    spots = [
        Spot(circle, names[circle.main], address)
        for circle, address in zip(circles.drawn, asked.addresses(arounds), strict=True)
    ]
    return MapView(spots, circles.beyond, circles.kilometres)


def _meant(asked: Asked) -> list[Suggestion]:
    return suggest(asked.text, kinds=("organisation",))
