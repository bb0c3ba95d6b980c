"""How a programme looks to a program: who runs it, where it stands, by which figures and sources."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from ninja import Schema

from sme4smartcities.core.endpoints import TextOut
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import (
    BodyMember,
    Edition,
    FigureValue,
    Material,
    Milestone,
    Partner,
    Programme,
)
from sme4smartcities.programmes.queries import programme_page

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


class ProgrammeOut(Schema):
    """Dates are as exact as known: 2019, 2019-09 or 2019-09-30; empty where unknown."""

    id: int
    slug: str
    acronym: Texts
    name: Texts
    summary: Texts
    url: str
    website: str
    state: str
    entry: str
    layer: str
    planned_starts: str
    planned_ends: str
    starts: str
    ends: str
    revision: int


class PartnerOut(Schema):
    organisation: OrganisationRef
    role: str
    starts: str
    ends: str
    note: Texts
    source: SourceOut


class ValueOut(Schema):
    """``meaning``: planned, announced or reached."""

    meaning: str
    amount: Decimal
    as_of: str
    note: Texts
    source: SourceOut


class FigureOut(Schema):
    """``kind``: budget, target or other. Sources that differ stand side by side."""

    code: str
    kind: str
    name: Texts
    unit: str
    values: list[ValueOut]


class BodyMemberOut(Schema):
    organisation: OrganisationRef
    role: str
    starts: str
    ends: str
    source: SourceOut


class BodyOut(Schema):
    """A group inside the programme, such as its pilot cities."""

    kind: str
    name: Texts
    members: list[BodyMemberOut]


class EditionOut(Schema):
    name: Texts
    summary: Texts
    state: str
    starts: str
    ends: str


class MilestoneOut(Schema):
    stage: str
    happened: str
    until: str
    title: Texts
    text: Texts
    source: SourceOut


class MaterialOut(Schema):
    title: Texts
    kind: str
    language: str | None
    version: str
    url: str
    published: str
    source: SourceOut


class WholeProgramme(ProgrammeOut):
    description: Texts
    funding: Texts
    languages: list[str]
    source: SourceOut
    partners: list[PartnerOut]
    former_partners: list[PartnerOut]
    bodies: list[BodyOut]
    figures: list[FigureOut]
    editions: list[EditionOut]
    milestones: list[MilestoneOut]
    materials: list[MaterialOut]


def ref(row: Organisation) -> dict[str, Any]:
    return {"id": row.pk, "name": row.title, "url": row.get_absolute_url()}


def _source(row: Any) -> dict[str, Any]:
    return {"name": row.source, "url": row.source_url, "checked_on": row.checked_on}


def plain(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def shown(row: Programme) -> dict[str, Any]:
    return {
        "id": row.pk,
        "url": row.get_absolute_url(),
        **plain(row, "slug", "acronym", "name", "summary", "website", "state", "entry", "layer"),
        **plain(row, "planned_starts", "planned_ends", "starts", "ends", "revision"),
    }


def _partner(row: Partner) -> dict[str, Any]:
    return {
        "organisation": ref(row.organisation),
        "role": row.role.code,
        **plain(row, "starts", "ends", "note"),
        "source": _source(row),
    }


def _member(row: BodyMember) -> dict[str, Any]:
    return {
        "organisation": ref(row.organisation),
        "role": row.role.code,
        **plain(row, "starts", "ends"),
        "source": _source(row),
    }


def _value(row: FigureValue) -> dict[str, Any]:
    return {**plain(row, "meaning", "amount", "as_of", "note"), "source": _source(row)}


def _edition(row: Edition) -> dict[str, Any]:
    return plain(row, "name", "summary", "state", "starts", "ends")


def _milestone(row: Milestone) -> dict[str, Any]:
    return {
        **plain(row, "stage", "happened", "until", "title", "text"),
        "source": _source(row),
    }


def _material(row: Material) -> dict[str, Any]:
    return {
        **plain(row, "title", "version", "published"),
        "url": f"{settings.BASE_URL}{row.file.url}" if row.file else row.url,
        "kind": row.kind.code,
        "language": row.language.code if row.language else None,
        "source": _source(row),
    }


def whole(row: Programme, actor: Actor) -> dict[str, Any]:
    page = programme_page(row, actor)
    return {
        **shown(row),
        **plain(row, "description", "funding", "languages"),
        "source": _source(row),
        "partners": [_partner(one) for one in page.partners],
        "former_partners": [_partner(one) for one in page.former],
        "bodies": [
            {
                "kind": one.body.kind.code,
                "name": one.body.name,
                "members": [_member(member) for member in one.members],
            }
            for one in page.bodies
        ],
        "figures": [
            {
                **plain(one.figure, "code", "kind", "name"),
                "unit": one.figure.unit.code,
                "values": [_value(value) for value in one.values],
            }
            for one in page.figures
        ],
        "editions": [_edition(one) for one in page.editions],
        "milestones": [_milestone(one) for one in page.milestones],
        "materials": [_material(one) for one in page.materials],
    }
