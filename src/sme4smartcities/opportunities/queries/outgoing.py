"""What leaves the house for one filter: pages for programs, feeds, tables and calendars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.datastructures import MultiValueDict

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.translated import shown
from sme4smartcities.opportunities.models import (
    CalendarAddress,
    Deadline,
    Facet,
    Occurrence,
    Opportunity,
    OpportunityTerm,
)
from sme4smartcities.opportunities.queries.asked import Asked, read
from sme4smartcities.opportunities.queries.narrowing import KEPT, narrowed
from sme4smartcities.organisations.models import Layer
from sme4smartcities.vocabularies.queries import term_with_id

MOST = 1_000  # rows of a table, opportunities of a calendar
FEED = 50
COLUMNS = (
    "id", "kind", "state", "layer", "title", "summary", "organiser", "first_day", "starts_at",
    "last_day", "ends_at", "deadlines", "attendance", "venue", "place", "value", "currency",
    "free", "fields", "official_page", "source", "licence", "page",
)  # fmt: skip
Table = tuple[list[str], list[list[str]]]


def listed_after(asked: Asked, before: int | None, limit: int) -> list[Opportunity]:
    """Give what was asked for, the newest number first; ``before``: the last one seen."""
    rows = narrowed(asked)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])


def newest(asked: Asked) -> list[Opportunity]:
    """Give what was published or changed last, with whom it belongs to. One query."""
    rows = narrowed(asked).select_related("owner")
    told = Coalesce(F("changed_at"), F("published_at"))
    return list(rows.annotate(told_at=told).order_by("-told_at", "-pk")[:FEED])


@dataclass(frozen=True)
class Held:
    """One opportunity with all that leaves along with it."""

    opportunity: Opportunity
    occurrences: Sequence[Occurrence]
    deadlines: Sequence[Deadline]
    fields: Sequence[str]


def for_calendar(asked: Asked) -> list[Held]:
    """Give what a calendar shows: what comes, and what is over since a month. Four queries."""
    when = asked.when or KEPT
    return held(narrowed(asked, when=when).order_by("next_at", "pk")[:MOST])


def held(rows: QuerySet[Opportunity]) -> list[Held]:
    found = list(rows.select_related("owner", "place").prefetch_related("occurrences", "deadlines"))
    fields: dict[int, list[str]] = {}
    stated = OpportunityTerm.objects.filter(
        opportunity__in=[row.pk for row in found], facet=Facet.DOMAIN
    )
    for number, term in stated.order_by("pk").values_list("opportunity_id", "term_id"):
        if known := term_with_id(term):
            fields.setdefault(number, []).append(known.label)
    return [
        Held(row, list(row.occurrences.all()), list(row.deadlines.all()), fields.get(row.pk, ()))
        for row in found
    ]


def alone(row: Opportunity) -> list[Held]:
    """Give one that its reader may see, as a calendar shows it. Four queries."""
    return held(Opportunity.objects.filter(pk=row.pk))


def table(asked: Asked) -> Table:
    """Give header and rows of what the list shows for the same question. Four queries."""
    rows = held(narrowed(asked).order_by("next_at", "pk")[:MOST])
    return list(COLUMNS), [[str(cell) for cell in _cells(one)] for one in rows]


def _cells(one: Held) -> Iterator[object]:
    row = one.opportunity
    first = one.occurrences[0] if one.occurrences else None
    last = one.occurrences[-1] if one.occurrences else None
    yield from (row.pk, row.kind, row.state, row.layer, row.name, shown(row.summary).text)
    yield row.owner.title if row.owner else row.organiser
    yield first.starts_on if first else ""
    yield first.starts_at.isoformat() if first and first.starts_at else ""
    yield last.last_day if last else ""
    yield last.ends_at.isoformat() if last and last.ends_at else ""
    yield "; ".join(
        f"{due.kind} {due.at.isoformat() if due.at else due.day}" for due in one.deadlines
    )
    yield from (row.attendance, row.venue, row.place.label if row.place else row.city)
    yield from ("" if row.value is None else row.value, "" if row.value is None else row.currency)
    yield "" if row.free is None else str(row.free).lower()
    yield from ("; ".join(one.fields), row.url, row.source, row.licence)
    yield f"{settings.BASE_URL}{row.get_absolute_url()}"


def mark(row: Opportunity) -> bool:
    """Say whether it must be marked as an example wherever it goes."""
    return row.layer == Layer.EXAMPLE


def calendar_addresses(member: Member) -> list[CalendarAddress]:
    return list(CalendarAddress.objects.visible_to(member))


def calendar_address(member: Member, number: int) -> CalendarAddress | None:
    return CalendarAddress.objects.visible_to(member).filter(pk=number).first()


def address_with(digest: str) -> CalendarAddress | None:
    """Give the address of that hash, while its owner is a member."""
    rows = CalendarAddress.objects.select_related("member")
    return rows.filter(digest=digest, member__is_active=True).first()


def asked_by(address: CalendarAddress) -> Asked:
    return read(MultiValueDict(parse_qs(address.query)))
