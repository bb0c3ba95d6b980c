"""The filters beside the list: each facet with its values and how many organisations each leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from sme4smartcities.organisations.directory.asked import FACETS, Choice, ripe, verified
from sme4smartcities.organisations.directory.narrowing import Narrowing
from sme4smartcities.organisations.directory.taking import TRL, VERIFIED
from sme4smartcities.organisations.models import Facet
from sme4smartcities.vocabularies.queries import lineage, term_with_id

SHOWN = 6  # values of a facet that stand open; the rest unfolds
OPEN = (Facet.KIND.value, Facet.TERRITORY.value, Facet.DOMAIN.value)
BY_POSITION = (Facet.SIZE.value, TRL)  # steps of a ladder keep their order


@dataclass(frozen=True)
class Option:
    """One value to choose. ``number`` is None where too much matches to count."""

    choice: Choice
    number: int | None
    chosen: bool


@dataclass(frozen=True)
class FacetView:
    facet: str
    label: str | Promise
    options: Sequence[Option]
    more: Sequence[Option]

    @property
    def open(self) -> bool:
        return self.facet in OPEN or any(option.chosen for option in self.options) or self.more_open

    @property
    def more_open(self) -> bool:
        return any(option.chosen for option in self.more)


def facets_of(narrowing: Narrowing) -> list[FacetView]:
    """Give every facet that offers a choice; values that leave nothing are left out."""
    views = (_view(narrowing, facet) for facet in FACETS)
    return [view for view in views if view.options]


def _view(narrowing: Narrowing, facet: str) -> FacetView:
    """Put the values in an order that no filter changes, so that nothing moves under the pointer."""
    everywhere, chosen = narrowing.shelf.counts, narrowing.asked.chosen(facet)
    choices = [choice for value in _values(narrowing, facet) if (choice := _choice(facet, value))]
    if facet not in BY_POSITION:
        choices.sort(key=lambda one: (-everywhere.get((facet, one.value), 0), one.label))
    counts = narrowing.counts(facet, [choice.value for choice in choices])
    options = [
        Option(choice, counts[choice.value] if narrowing.complete else None, choice in chosen)
        for choice in choices
        if counts[choice.value] or choice in chosen
    ]
    cut = SHOWN if len(options) > SHOWN + 1 else len(options)
    return FacetView(facet, FACETS[facet], options[:cut], options[cut:])


def _values(narrowing: Narrowing, facet: str) -> Iterable[int]:
    if facet == Facet.TERRITORY:
        return _territories(narrowing)
    if facet in BY_POSITION or facet == VERIFIED:
        return sorted(narrowing.shelf.values(facet))
    return narrowing.shelf.values(facet)


def _territories(narrowing: Narrowing) -> list[int]:
    """Give the countries, and what lies in those that were chosen or hold a chosen one."""
    chosen = narrowing.asked.chosen(Facet.TERRITORY.value)
    opened = {above.pk for choice in chosen for above in lineage(term_with_id(choice.value))}
    found = []
    for value in narrowing.shelf.values(Facet.TERRITORY.value):
        held = term_with_id(value)
        if held and (held.parent_id is None or held.parent_id in opened):
            found.append(value)
    return found


def _choice(facet: str, value: int) -> Choice | None:
    if facet == VERIFIED:
        return verified()
    if facet == TRL:
        return ripe(value)
    term = term_with_id(value)
    return Choice(facet, value, term.code, term.label) if term else None
