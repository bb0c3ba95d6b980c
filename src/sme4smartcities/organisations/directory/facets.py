"""The filters beside the list: each facet with its values and how many organisations each leaves."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

from sme4smartcities.organisations.directory.asked import FACETS, Choice, ripe, verified
from sme4smartcities.organisations.directory.narrowing import Narrowing
from sme4smartcities.organisations.directory.shelf import Shelf
from sme4smartcities.organisations.directory.taking import TRL, VERIFIED
from sme4smartcities.organisations.models import Facet
from sme4smartcities.vocabularies.queries import lineage, term_with_id
from sme4smartcities.vocabularies.queries.lists import current

SHOWN = 6  # values of a facet that stand open; the rest unfolds
OPEN = (Facet.KIND.value, Facet.TERRITORY.value, Facet.DOMAIN.value)
GROUPED = (Facet.OFFERS.value, Facet.NEEDS.value)  # too many values to read in one row
BY_POSITION = (Facet.SIZE.value, TRL)  # steps of a ladder keep their order
MOST_KEPT = 512  # ten facets in six languages, now and a moment ago, and some open territories

_kept: dict[Hashable, Sequence[Choice]] = {}


@dataclass(frozen=True)
class Option:
    """One value to choose. ``number`` is None where too much matches to count."""

    choice: Choice
    number: int | None
    chosen: bool


@dataclass(frozen=True)
class Group:
    """Values under the term above them; ``label`` is empty where they need no grouping."""

    label: str
    options: Sequence[Option]

    @property
    def open(self) -> bool:
        return any(option.chosen for option in self.options)


@dataclass(frozen=True)
class FacetView:
    facet: str
    label: str | Promise
    options: Sequence[Option]
    more: Sequence[Group]

    @property
    def open(self) -> bool:
        return self.facet in OPEN or any(option.chosen for option in self.options) or self.more_open

    @property
    def territories(self) -> list[str]:
        """Give the codes of territories that it names."""
        return [one.choice.code for one in self.every] if self.facet == "territory" else []

    @property
    def every(self) -> Iterator[Option]:
        yield from self.options
        for group in self.more:
            yield from group.options

    @property
    def more_open(self) -> bool:
        return any(group.open for group in self.more)


def facets_of(narrowing: Narrowing) -> list[FacetView]:
    """Give every facet that offers a choice; values that leave nothing are left out."""
    views = (_view(narrowing, facet) for facet in FACETS)
    return [view for view in views if view.options]


def _view(narrowing: Narrowing, facet: str) -> FacetView:
    chosen, choices = narrowing.asked.chosen(facet), _offered(narrowing, facet)
    counts = narrowing.counts(facet, [choice.value for choice in choices])
    options = [
        Option(choice, counts[choice.value] if narrowing.complete else None, choice in chosen)
        for choice in choices
        if counts[choice.value] or choice in chosen
    ]
    cut = SHOWN if len(options) > SHOWN + 1 else len(options)
    rest = options[cut:]
    more = _groups(rest) if facet in GROUPED else [Group("", rest)] if rest else []
    return FacetView(facet, FACETS[facet], options[:cut], more)


def _groups(options: Sequence[Option]) -> list[Group]:
    """Gather values under the term highest above them; groups and values by their names."""
    groups: dict[str, list[Option]] = {}
    for option in sorted(options, key=lambda one: one.choice.label):
        groups.setdefault(option.choice.above, []).append(option)
    return [Group(label, groups[label]) for label in sorted(groups)]


def _offered(narrowing: Narrowing, facet: str) -> Sequence[Choice]:
    """Give all values of a facet, worked out once for each state of the index and each language."""
    shelf, opened = narrowing.shelf, _opened(narrowing) if facet == Facet.TERRITORY else None
    key = shelf.version, current().version, get_language(), facet, opened
    held = _kept.get(key)
    if held is None:
        held = _in_order(shelf, facet, opened)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        if shelf.version and current().version:
            _kept[key] = held
    return held


def _in_order(shelf: Shelf, facet: str, opened: frozenset[int] | None) -> Sequence[Choice]:
    """Put the values in an order that no filter changes, so that nothing moves under the pointer."""
    values: Iterable[int] = shelf.values(facet)
    if opened is not None:
        values = [value for value in values if _stands_open(value, opened)]
    if facet in BY_POSITION:
        return [choice for value in sorted(values) if (choice := _choice(facet, value))]
    choices = [choice for value in values if (choice := _choice(facet, value))]
    everywhere = shelf.counts
    return sorted(choices, key=lambda one: (-everywhere.get((facet, one.value), 0), one.label))


def _opened(narrowing: Narrowing) -> frozenset[int]:
    """Give the territories that were chosen, and those in which these lie: what is in them shows."""
    chosen = narrowing.asked.chosen(Facet.TERRITORY.value)
    return frozenset(above.pk for one in chosen for above in lineage(term_with_id(one.value)))


def _stands_open(territory: int, opened: frozenset[int]) -> bool:
    held = term_with_id(territory)
    return held is not None and (held.parent_id is None or held.parent_id in opened)


def _choice(facet: str, value: int) -> Choice | None:
    if facet == VERIFIED:
        return verified()
    if facet == TRL:
        return ripe(value)
    term = term_with_id(value)
    if term is None:
        return None
    higher = lineage(term) if facet in GROUPED else ()
    above = (higher[0] if higher else term).label
    return Choice(facet, value, term.code, term.label, above)
