"""Opportunities as lists, feeds and desks show them: the next date, the next deadline, the fields."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from sme4smartcities.opportunities.models import (
    Deadline,
    Facet,
    Occurrence,
    Opportunity,
    OpportunityTerm,
)
from sme4smartcities.opportunities.queries.opportunities import whole
from sme4smartcities.vocabularies.queries import term_with_id

BADGES = 3


@dataclass(frozen=True)
class Card:
    """One opportunity, with the date and the deadline that come next; of a past one, the last."""

    opportunity: Opportunity
    occurrence: Occurrence | None
    deadline: Deadline | None
    domains: Sequence[str]
    now: datetime

    @property
    def days_left(self) -> int | None:
        """Whole days to the next deadline, today being 0; None where none is to come."""
        if self.deadline is None or self.deadline.due <= self.now:
            return None
        return (self.deadline.due - self.now).days

    @property
    def shows_deadline(self) -> bool:
        """Say whether the deadline is what comes next, or the start."""
        if self.deadline is None or self.deadline.due <= self.now:
            return self.occurrence is None
        return self.occurrence is None or self.deadline.due <= max(self.occurrence.begins, self.now)


def cards_of(numbers: Sequence[int]) -> list[Card]:
    """Read a page of them, in the order given; what was withdrawn a moment ago is left out."""
    listed = Opportunity.objects.listed().filter(pk__in=numbers)
    return carded(numbers, whole().filter(pk__in=listed))


def carded(numbers: Iterable[int], rows: Iterable[Opportunity]) -> list[Card]:
    """Give the cards of rows that are already read, ordered by their numbers. Four queries."""
    found = {row.pk: row for row in rows}
    now = timezone.now()
    occurrences, deadlines = _next_occurrences(found, now), _next_deadlines(found, now)
    domains: dict[int, list[str]] = {}
    stated = OpportunityTerm.objects.filter(opportunity__in=found, facet=Facet.DOMAIN)
    for row, number in stated.order_by("pk").values_list("opportunity_id", "term_id"):
        if term := term_with_id(number):
            domains.setdefault(row, []).append(term.label)
    return [
        Card(
            opportunity=found[number],
            occurrence=occurrences.get(number),
            deadline=deadlines.get(number),
            domains=domains.get(number, [])[:BADGES],
            now=now,
        )
        for number in numbers
        if number in found
    ]


def _next_occurrences(found: Iterable[int], now: datetime) -> dict[int, Occurrence]:
    """Give of each the date that is on or comes next, else the last one."""
    of = Occurrence.objects.filter(opportunity=OuterRef("pk"), cancelled=False)
    ahead = of.filter(finishes__gt=now).order_by("begins").values("pk")[:1]
    last = of.order_by("-begins").values("pk")[:1]
    rows = Opportunity.objects.filter(pk__in=list(found)).annotate(
        ahead=Subquery(ahead), last=Subquery(last)
    )
    chosen = [ahead or last for ahead, last in rows.values_list("ahead", "last")]
    held = Occurrence.objects.filter(pk__in=[pk for pk in chosen if pk])
    return {one.opportunity_id: one for one in held}


def _next_deadlines(found: Iterable[int], now: datetime) -> dict[int, Deadline]:
    """Give of each the first deadline to come, else the last one."""
    chosen: dict[int, Deadline] = {}
    for one in Deadline.objects.filter(opportunity__in=list(found)).order_by("due", "pk"):
        held = chosen.get(one.opportunity_id)
        if held is None or held.due <= now:
            chosen[one.opportunity_id] = one
    return chosen
