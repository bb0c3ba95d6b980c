"""Let the database narrow opportunities to what was asked: for lists, months, feeds and calendars."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sme4smartcities.core.paging import EXACT
from sme4smartcities.core.search.queries import find
from sme4smartcities.opportunities.models import (
    OPEN,
    Deadline,
    Facet,
    Opportunity,
    OpportunityTerm,
)
from sme4smartcities.opportunities.queries.asked import (
    ATTENDANCE,
    BANDS,
    CODED,
    FACETS,
    KIND,
    Asked,
    Choice,
)

SLACK = timedelta(days=7)  # next_at is turned every ten minutes; the index is cut by it generously
RECENT = timedelta(days=30)  # so long a calendar still shows what is over
KEPT = "kept"
Rows = QuerySet[Opportunity]


def worded(asked: Asked) -> tuple[Rows, dict[int, int]]:
    """Give what the words find, and the place of each among the hits."""
    rows: Rows = Opportunity.objects.listed()
    if not asked.text:
        return rows, {}
    hits = find(asked.text, kinds=("opportunity",), limit=EXACT)
    ranked = {hit.subject_id: place for place, hit in enumerate(hits)}
    return rows.filter(pk__in=list(ranked)), ranked


def timely(rows: Rows, when: str) -> Rows:
    """Narrow by time: to come, open now, past, all, or what a calendar keeps a while longer."""
    now = timezone.now()
    if when == KEPT:
        return rows.filter(next_at__gt=now - RECENT - SLACK, over_at__gt=now - RECENT)
    if when == "past":
        return rows.filter(over_at__lte=now)
    if when == "all":
        return rows
    rows = rows.filter(next_at__gt=now - SLACK, over_at__gt=now)
    if when != "open":
        return rows
    deadlines = Deadline.objects.filter(opportunity=OuterRef("pk"))
    ahead = Exists(deadlines.filter(due__gt=now)) | ~Exists(deadlines)
    return rows.filter(ahead, state__in=OPEN)


def plainly(rows: Rows, asked: Asked) -> Rows:
    """Narrow by what is no facet: a near deadline, the value, free of charge."""
    if asked.within:
        now = timezone.now()
        near = Deadline.objects.filter(
            opportunity=OuterRef("pk"), due__gt=now, due__lte=now + timedelta(days=asked.within)
        )
        rows = rows.filter(Exists(near))
    if asked.value:
        rows = rows.filter(_band(asked.value))
    if asked.stated:
        rows = rows.filter(value__isnull=False)
    return rows.filter(free=True) if asked.free else rows


def _band(code: str) -> Q:
    """What states no value, or one in another currency, stays: nobody knows that it does not fit."""
    low, high = BANDS[code]
    fits = Q(value__isnull=True) | ~Q(currency="EUR")
    bounds = {"value__gte": low, "value__lte": high}
    return fits | Q(**{name: bound for name, bound in bounds.items() if bound is not None})


def by_facets(rows: Rows, asked: Asked) -> Rows:
    """Narrow by every facet that was chosen from."""
    for facet in FACETS:
        if choices := asked.chosen(facet):
            rows = rows.filter(_facet(facet, choices))
    return rows


def _facet(facet: str, choices: list[Choice]) -> Q:
    if facet in CODED:
        return Q(**{f"{facet}__in": widened(facet, [one.code for one in choices])})
    meant = set().union(*(one.meant for one in choices))
    stated = OpportunityTerm.objects.filter(opportunity=OuterRef("pk"), facet=facet, term__in=meant)
    found = Q(Exists(stated))
    return found | Q(place__territory__in=meant) if facet == Facet.TERRITORY else found


def widened(facet: str, codes: list[str]) -> set[str]:
    """What is both online and on site is each of them."""
    assert facet in (KIND, ATTENDANCE)
    return {*codes, "mixed"} if {"online", "onsite"} & {*codes} else {*codes}


def narrowed(asked: Asked, when: str | None = None) -> Rows:
    """Give all that was asked for, in no order. ``when`` overrides the time that was asked for."""
    rows, _ranked = worded(asked)
    return by_facets(plainly(timely(rows, asked.when if when is None else when), asked), asked)
