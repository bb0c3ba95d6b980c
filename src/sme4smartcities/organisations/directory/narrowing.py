"""Which organisations answer what was asked, as sets, and how many each further filter would leave."""

from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from itertools import islice
from operator import and_

from sme4smartcities.core.search.queries import Catch, catch, find, matching
from sme4smartcities.organisations.directory.asked import Asked
from sme4smartcities.organisations.directory.shelf import Shelf

EXACT = 1000  # hits of words that are counted one by one; beyond, "more than 1,000"
GATHERED = 20_000  # hits that are gathered when filters or another order apply to them
RANKED = 300  # of very many hits the best are ranked: fifteen pages
AROUND = "around"


class Narrowing:
    """One question put to one index. Every set is a bitmap of the shelf."""

    def __init__(self, shelf: Shelf, asked: Asked) -> None:
        self.shelf, self.asked = shelf, asked
        self.complete = True  # whether all hits of the words are in hand, so that counts are exact
        self._caught: Catch | None = None
        self._worded = shelf.everybody
        if asked.text:
            self._worded = self._hits()

    def _hits(self) -> int:
        """Gather the hits of the words, more of them only where filters or an order need them."""
        further = self.asked.narrowed or self.asked.order != "match"
        numbers = self._first(further)
        if len(numbers) > EXACT:
            if further:
                numbers = matching(self.asked.text, kinds=("organisation",), limit=GATHERED)
            self.complete = further and len(numbers) < GATHERED
        return self.shelf.having(numbers)

    def _first(self, further: bool) -> list[int]:
        """Read as many hits as are counted; where nothing else narrows them, ready to be ranked."""
        if further:
            return matching(self.asked.text, kinds=("organisation",), limit=EXACT + 1)
        self._caught = catch(self.asked.text, kinds=("organisation",), limit=EXACT + 1)
        return self._caught.subject_ids

    @cached_property
    def _chosen(self) -> Mapping[str, int]:
        """Give the members of each facet in which something was chosen, or at the spot."""
        facets = {choice.facet: 0 for choice in self.asked.choices}
        for choice in self.asked.choices:
            facets[choice.facet] |= self.shelf.members((choice.facet, choice.value))
        if around := self.asked.around:
            dots = self.shelf.atlas.sharing(around.spot, around.kilometres)
            facets[AROUND] = self.shelf.at(dots)
        return facets

    @cached_property
    def matched(self) -> int:
        return self.apart_from("")

    def apart_from(self, facet: str) -> int:
        """Give what answers everything but this facet's choices: each of its values adds to these."""
        sets = [members for name, members in self._chosen.items() if name != facet]
        return reduce(and_, sets, self._worded)

    def counts(self, facet: str, values: Iterable[int]) -> dict[int, int]:
        """Count what each value would leave, were it the facet's only choice.

        Where not all hits are in hand, count all organisations: only the order may be shown then.
        """
        if not self.complete or not (self.asked.text or self._chosen):
            return {value: self.shelf.counts.get((facet, value), 0) for value in values}
        base, postings = self.apart_from(facet), self.shelf.postings
        return {value: (base & postings.get((facet, value), 0)).bit_count() for value in values}

    @property
    def total(self) -> int:
        return self.matched.bit_count()

    def ranked(self) -> list[int]:
        """Give the ids of the best hits of the words, best first."""
        limit = EXACT + 1 if self.complete and self.total <= EXACT else RANKED
        if self._caught:
            hits = self._caught.best(limit)
        else:
            within = self.listed(self.matched)
            hits = find(self.asked.text, kinds=("organisation",), within=within, limit=limit)
        numbers = [hit.subject_id for hit in hits]
        return [number for number in numbers if self.shelf.position(number) is not None]

    def listed(self, members: int) -> list[int]:
        return [self.shelf.numbers[position] for position in self.shelf.positions(members)]

    def in_order(self, start: int, stop: int) -> list[int]:
        """Give the ids of one page in the order asked for, other than by match."""
        held = self.shelf
        if self.asked.order == "name":
            positions = held.positions(self.matched)
        else:
            order = held.newest if self.asked.order == "newest" else held.freshest
            positions = held.among(order, self.matched)
        return [held.numbers[position] for position in islice(positions, start, stop)]
