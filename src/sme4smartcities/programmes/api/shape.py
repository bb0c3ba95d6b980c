"""How a programme looks to a program: who runs it, where it stands, by which figures and sources."""

from typing import Any

from ninja import Schema

from sme4smartcities.core.policies import Actor
from sme4smartcities.programmes.api.part_shape import (
    BodyOut,
    EditionOut,
    FigureOut,
    MaterialOut,
    MilestoneOut,
    PartnerOut,
    SourceOut,
    Texts,
    body,
    edition,
    figure,
    material,
    milestone,
    partner,
    plain,
    source,
)
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.queries import programme_page


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


def shown(row: Programme) -> dict[str, Any]:
    return {
        "id": row.pk,
        "url": row.get_absolute_url(),
        **plain(row, "slug", "acronym", "name", "summary", "website", "state", "entry", "layer"),
        **plain(row, "planned_starts", "planned_ends", "starts", "ends", "revision"),
    }


def whole(row: Programme, actor: Actor) -> dict[str, Any]:
    page = programme_page(row, actor)
    return {
        **shown(row),
        **plain(row, "description", "funding", "languages"),
        "source": source(row),
        "partners": [partner(one) for one in page.partners],
        "former_partners": [partner(one) for one in page.former],
        "bodies": [body(one.body, one.members) for one in page.bodies],
        "figures": [figure(one.figure, one.values) for one in page.figures],
        "editions": [edition(one) for one in page.editions],
        "milestones": [milestone(one) for one in page.milestones],
        "materials": [material(one) for one in page.materials],
    }
