"""How a challenge and its questions look to a program."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Schema

from sme4smartcities.challenges.models import Attachment, Challenge, Facet
from sme4smartcities.challenges.queries.challenges import documents_for, terms_of
from sme4smartcities.challenges.queries.support import supporters_of
from sme4smartcities.challenges.queries.talk import Asked
from sme4smartcities.challenges.texts import LONGEST
from sme4smartcities.core.endpoints import TextOut
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation

Texts = dict[str, TextOut]


class OwnerRef(Schema):
    id: int
    name: str
    url: str


class ChallengeOut(Schema):
    """``state``: draft, review, published, solved, withdrawn or archived. ``layer``: real, record
    (facts of a closed programme) or example (invented)."""

    id: int
    url: str
    owner: OwnerRef
    state: str
    layer: str
    source_language: str
    title: Texts
    summary: Texts
    published_at: datetime | None
    revision: int


class MeasureOut(Schema):
    """A figure of today and its goal; ``better``: less or more."""

    name: Texts
    unit: str
    better: str
    baseline: Decimal | None
    target: Decimal | None
    source: str


class SupporterOut(Schema):
    organisation: OwnerRef
    role: str
    pilot_site: bool


class DocumentOut(Schema):
    """A document beside a challenge; ``url`` gives the file to whom the challenge is open."""

    id: int
    title: Texts
    name: str
    media_type: str
    size: int
    url: str


class WholeChallenge(ChallengeOut):
    """``terms``: facet → codes. Money is in hundredths of the currency; null is "not stated"."""

    problem: Texts
    sufferers: Texts
    causes: Texts
    tried: Texts
    constraints: Texts
    offered: Texts
    sufferers_count: int | None
    budget_least: int | None
    budget_most: int | None
    currency: str
    procedure: str
    trl_least: int | None
    questions_until: date | None
    wanted_from: date | None
    wanted_until: date | None
    note: str
    source: str
    source_url: str
    checked_on: date | None
    measures: list[MeasureOut]
    terms: dict[str, list[str]]
    supporters: list[SupporterOut]
    documents: list[DocumentOut]


class QuestionOut(Schema):
    """``organisation`` is null where the asker's stays unsaid to you."""

    id: int
    text: str
    language: str
    asked_at: datetime
    organisation: OwnerRef | None
    answer: str
    answer_language: str
    answered_at: datetime | None


def ref(row: Organisation) -> dict[str, Any]:
    return {"id": row.pk, "name": row.title, "url": row.get_absolute_url()}


def brief(row: Challenge) -> dict[str, Any]:
    names = ("state", "layer", "source_language", "title", "summary", "published_at", "revision")
    return {
        "id": row.pk,
        "url": row.get_absolute_url(),
        "owner": ref(row.owner),
        **{name: getattr(row, name) for name in names},
    }


def whole(row: Challenge, actor: Actor) -> dict[str, Any]:
    names = (
        *(name for name in LONGEST if name not in ("title", "summary")),
        *("sufferers_count", "budget_least", "budget_most", "currency", "procedure", "trl_least"),
        *("questions_until", "wanted_from", "wanted_until", "note"),
        *("source", "source_url", "checked_on"),
    )
    parts = ("name", "unit", "better", "baseline", "target", "source")
    held = terms_of(row)
    return {
        **brief(row),
        **{name: getattr(row, name) for name in names},
        "measures": [{part: getattr(one, part) for part in parts} for one in row.measures.all()],
        "terms": {facet.value: [t.code for t in held.get(facet, [])] for facet in Facet},
        "supporters": [
            {
                "organisation": ref(one.row.organisation),
                "role": one.row.role,
                "pilot_site": one.row.pilot_site,
            }
            for one in supporters_of(row, actor)
            if one.row.state == "joined"
        ],
        "documents": [document(one) for one in documents_for(actor, row)],
    }


def document(row: Attachment) -> dict[str, Any]:
    file = row.file
    return {
        "id": row.pk,
        "title": row.title,
        "name": file.served_as,
        "media_type": file.media_type,
        "size": file.size,
        "url": file.url,
    }


def asked(one: Asked) -> dict[str, Any]:
    row = one.row
    names = ("text", "language", "asked_at", "answer", "answer_language", "answered_at")
    return {
        "id": row.pk,
        "organisation": ref(one.by) if one.by else None,
        **{name: getattr(row, name) for name in names},
    }
