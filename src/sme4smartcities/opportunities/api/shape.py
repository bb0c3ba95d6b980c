"""How an opportunity looks to a program: its texts by language, its dates as they stand."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from ninja import Schema

from sme4smartcities.core.endpoints import TextOut
from sme4smartcities.opportunities.models import Deadline, Facet, Occurrence, Opportunity
from sme4smartcities.opportunities.queries.opportunities import statements_of

Texts = dict[str, TextOut]
PLAIN = (
    "kind", "state", "layer", "title", "summary", "url", "apply_url", "organiser", "attendance",
    "venue", "city", "zone", "currency", "funding_rate", "free", "sequence", "published_at",
    "changed_at", "revision",
)  # fmt: skip
MORE = (
    "source_language", "text", "eligibility", "docs_url", "rule", "note", "call_id", "procedure",
    "innovation", "sme_suitable", "source", "source_url", "licence", "rights", "checked_on",
)  # fmt: skip


class OpportunityOut(Schema):
    """``value`` is null where none is stated, ``free`` where that is not; ``place``: a place's number.

    ``state``: draft, review, published, changed, postponed, cancelled, closed, gone or withdrawn.
    ``over``: nothing of it is to come. ``layer``: real, record or example.
    """

    id: int
    page: str
    kind: str
    state: str
    layer: str
    title: Texts
    summary: Texts
    url: str
    apply_url: str
    owner: int | None
    organiser: str
    attendance: str
    venue: str
    city: str
    place: int | None
    zone: str
    value: str | None
    currency: str
    funding_rate: int | None
    free: bool | None
    over: bool
    sequence: int
    published_at: datetime | None
    changed_at: datetime | None
    revision: int


class OccurrenceOut(Schema):
    """``starts_at`` is null for whole days; the last day is part of it."""

    starts_on: date
    starts_at: datetime | None
    ends_on: date | None
    ends_at: datetime | None
    zone: str
    cancelled: bool


class DeadlineOut(Schema):
    """``at`` is null where the source names a day and no hour."""

    kind: str
    day: date
    at: datetime | None
    zone: str
    raw: str
    lot: str


class WholeOpportunity(OpportunityOut):
    source_language: str
    text: Texts
    eligibility: Texts
    docs_url: str
    rule: str
    note: str
    call_id: str
    procedure: str
    innovation: str
    sme_suitable: bool | None
    source: str
    source_url: str
    licence: str
    rights: str
    checked_on: date | None
    programme: str | None
    domain: list[str]
    territory: list[str]
    eligible: list[str]
    audience: list[str]
    stage: list[str]
    language: list[str]
    cpv: list[str]
    occurrences: list[OccurrenceOut]
    deadlines: list[DeadlineOut]


def brief(row: Opportunity) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in PLAIN},
        "id": row.pk,
        "page": f"{settings.BASE_URL}{row.get_absolute_url()}",
        "owner": row.owner_id,
        "place": row.place_id,
        "value": None if row.value is None else str(row.value),
        "over": row.is_over,
    }


def occurrence(row: Occurrence) -> dict[str, Any]:
    return {name: getattr(row, name) for name in OccurrenceOut.model_fields}


def deadline(row: Deadline) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DeadlineOut.model_fields}


def whole(row: Opportunity) -> dict[str, Any]:
    statements = statements_of(row)
    return {
        **brief(row),
        **{name: getattr(row, name) for name in MORE},
        "programme": row.programme.slug if row.programme else None,
        **{facet.value: [term.code for term in statements.of(facet)] for facet in Facet},
        "occurrences": [occurrence(one) for one in row.occurrences.all()],
        "deadlines": [deadline(one) for one in row.deadlines.all()],
    }
