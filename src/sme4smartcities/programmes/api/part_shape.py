"""How the parts of a programme look to a program: partners, figures, bodies and the others."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from ninja import Schema

from sme4smartcities.core.endpoints import TextOut
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import (
    Body,
    BodyMember,
    Edition,
    Figure,
    FigureValue,
    Material,
    Milestone,
    Partner,
    WorkPackage,
)

Texts = dict[str, TextOut]


class SourceOut(Schema):
    """Where a statement stands and when somebody last looked."""

    name: str
    url: str
    checked_on: date | None


class OrganisationRef(Schema):
    id: int
    name: str
    url: str


class PartOut(Schema):
    """A row that its coordinators keep; lower positions come first."""

    id: int
    position: int
    revision: int


class PartnerOut(PartOut):
    """``has_budget`` is null where it is not known."""

    organisation: OrganisationRef
    role: str
    has_budget: bool | None
    starts: str
    ends: str
    note: Texts
    source: SourceOut


class ValueOut(PartOut):
    """``meaning``: planned, announced or reached."""

    meaning: str
    amount: Decimal
    as_of: str
    note: Texts
    source: SourceOut


class FigureOut(PartOut):
    """``kind``: budget, target or other. Sources that differ stand side by side."""

    code: str
    kind: str
    name: Texts
    note: Texts
    unit: str
    values: list[ValueOut]


class BodyMemberOut(PartOut):
    organisation: OrganisationRef
    role: str
    starts: str
    ends: str
    source: SourceOut


class BodyOut(PartOut):
    """A group inside the programme, such as its pilot cities."""

    kind: str
    name: Texts
    starts: str
    ends: str
    source: SourceOut
    members: list[BodyMemberOut]


class EditionOut(PartOut):
    """``state``: planned, running or closed."""

    name: Texts
    summary: Texts
    state: str
    starts: str
    ends: str


class WorkPackageOut(PartOut):
    code: str
    name: Texts
    lead: OrganisationRef | None
    starts: str
    ends: str


class MilestoneOut(PartOut):
    stage: str
    happened: str
    until: str
    title: Texts
    text: Texts
    source: SourceOut


class MaterialOut(PartOut):
    title: Texts
    kind: str
    language: str | None
    version: str
    url: str
    published: str
    source: SourceOut


def ref(row: Organisation) -> dict[str, Any]:
    return {"id": row.pk, "name": row.title, "url": row.get_absolute_url()}


def source(row: Any) -> dict[str, Any]:
    return {"name": row.source, "url": row.source_url, "checked_on": row.checked_on}


def plain(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _part(row: Any, *names: str) -> dict[str, Any]:
    return {"id": row.pk, **plain(row, "position", "revision", *names)}


def partner(row: Partner) -> dict[str, Any]:
    return {
        **_part(row, "has_budget", "starts", "ends", "note"),
        "organisation": ref(row.organisation),
        "role": row.role.code,
        "source": source(row),
    }


def member(row: BodyMember) -> dict[str, Any]:
    return {
        **_part(row, "starts", "ends"),
        "organisation": ref(row.organisation),
        "role": row.role.code,
        "source": source(row),
    }


def body(row: Body, members: Sequence[BodyMember]) -> dict[str, Any]:
    return {
        **_part(row, "name", "starts", "ends"),
        "kind": row.kind.code,
        "source": source(row),
        "members": [member(one) for one in members],
    }


def value(row: FigureValue) -> dict[str, Any]:
    return {**_part(row, "meaning", "amount", "as_of", "note"), "source": source(row)}


def figure(row: Figure, values: Sequence[FigureValue]) -> dict[str, Any]:
    return {
        **_part(row, "code", "kind", "name", "note"),
        "unit": row.unit.code,
        "values": [value(one) for one in values],
    }


def edition(row: Edition) -> dict[str, Any]:
    return _part(row, "name", "summary", "state", "starts", "ends")


def work_package(row: WorkPackage) -> dict[str, Any]:
    return {
        **_part(row, "code", "name", "starts", "ends"),
        "lead": ref(row.lead) if row.lead else None,
    }


def milestone(row: Milestone) -> dict[str, Any]:
    return {
        **_part(row, "stage", "happened", "until", "title", "text"),
        "source": source(row),
    }


def material(row: Material) -> dict[str, Any]:
    return {
        **_part(row, "title", "version", "published"),
        "url": f"{settings.BASE_URL}{row.file.url}" if row.file else row.url,
        "kind": row.kind.code,
        "language": row.language.code if row.language else None,
        "source": source(row),
    }
