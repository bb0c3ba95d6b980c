"""How a solution looks to a program: its texts by language, its terms by code."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from ninja import Schema

from sme4smartcities.core.endpoints import TextOut
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models import Facet, Film, Picture, Reference, Solution
from sme4smartcities.solutions.queries.answers import answered_by
from sme4smartcities.solutions.queries.parts import used
from sme4smartcities.solutions.queries.solutions import seen_owners, statements_of

Texts = dict[str, TextOut]
TEXTS = (
    "title", "summary", "problem", "does", "how", "audience", "evidence", "price", "provides",
    "standards", "accessibility",
)  # fmt: skip

MAKER = ("name", "country", "leads", "source", "source_url", "checked_on")


class OwnerOut(Schema):
    id: int
    name: str
    url: str


class SolutionOut(Schema):
    """``state``: draft, published, withdrawn or archived (no longer offered). ``trl`` is null when
    not stated; ``price_model`` is empty then. ``layer``: real, record or example."""

    id: int
    url: str
    layer: str
    state: str
    title: Texts
    summary: Texts
    trl: int | None
    price_model: str
    published_at: datetime | None
    confirmed_at: datetime
    revision: int


class ReferenceOut(Schema):
    """``organisation`` is set where the directory lists the authority; ``stage``: pilot, used, ended."""

    id: int
    organisation: int | None
    authority: str
    place: int | None
    stage: str
    year: int | None
    until: int | None
    result: Texts
    url: str
    revision: int


class EndorsementOut(Schema):
    organisation: OwnerOut
    text: str
    language: str
    given_at: datetime


class PictureOut(Schema):
    id: int
    url: str
    alternative: Texts
    caption: Texts
    revision: int


class FilmOut(Schema):
    """A film that lies elsewhere; ``captions`` are codes of languages."""

    id: int
    url: str
    title: Texts
    shows: Texts
    captions: list[str]
    revision: int


class MakerOut(Schema):
    """Who built a solution of the Record, as a public source names it."""

    name: str
    country: Texts
    leads: bool
    source: str
    source_url: str
    checked_on: date


class WholeSolution(SolutionOut):
    """``answers``: the numbers of the challenges that its owners say it answers."""

    source_language: str
    problem: Texts
    does: Texts
    how: Texts
    audience: Texts
    evidence: Texts
    price: Texts
    provides: Texts
    standards: Texts
    accessibility: Texts
    website: str
    programme: str | None
    source: str
    source_url: str
    checked_on: date | None
    owners: list[OwnerOut]
    domain: list[str]
    offers: list[str]
    territory: list[str]
    language: list[str]
    sdg: list[str]
    certificate: list[str]
    cpv: list[str]
    references: list[ReferenceOut]
    endorsements: list[EndorsementOut]
    pictures: list[PictureOut]
    films: list[FilmOut]
    makers: list[MakerOut]
    answers: list[int]


def brief(row: Solution) -> dict[str, Any]:
    return {
        "id": row.pk,
        "url": f"{settings.BASE_URL}{row.get_absolute_url()}",
        "layer": row.layer,
        "state": row.state,
        "title": row.title,
        "summary": row.summary,
        "trl": row.trl,
        "price_model": row.price_model,
        "published_at": row.published_at,
        "confirmed_at": row.confirmed_at,
        "revision": row.revision,
    }


def owner(row: Organisation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "url": f"{settings.BASE_URL}{row.get_absolute_url()}",
    }


def reference(row: Reference) -> dict[str, Any]:
    """Show a reference whose organisation was left out where the reader may not see it."""
    return {
        "id": row.pk,
        "organisation": row.organisation.pk if row.organisation else None,
        "authority": row.title,
        "place": row.place_id,
        "stage": row.stage,
        "year": row.year,
        "until": row.until,
        "result": row.result,
        "url": row.url,
        "revision": row.revision,
    }


def picture(row: Picture) -> dict[str, Any]:
    return {
        "id": row.pk,
        "url": f"{settings.BASE_URL}{row.file.url}",
        "alternative": row.alternative,
        "caption": row.caption,
        "revision": row.revision,
    }


def film(row: Film) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("url", "title", "shows", "captions", "revision")}
    return {"id": row.pk, **plain}


def whole(row: Solution, actor: Actor) -> dict[str, Any]:
    statements, hung = statements_of(row), used(row, actor)
    return {
        **brief(row),
        **{name: getattr(row, name) for name in TEXTS},
        "source_language": row.source_language,
        "website": row.website,
        "programme": row.programme.slug if row.programme else None,
        "source": row.source,
        "source_url": row.source_url,
        "checked_on": row.checked_on,
        "owners": [owner(one) for one in seen_owners(row, actor)],
        **{facet.value: [term.code for term in statements.of(facet)] for facet in Facet},
        "references": [reference(one) for one in hung.references],
        "endorsements": [
            {
                "organisation": owner(one.organisation),
                "text": one.text,
                "language": one.language,
                "given_at": one.answered_at,
            }
            for one in hung.endorsements
        ],
        "pictures": [picture(one) for one in hung.pictures],
        "films": [film(one) for one in hung.films],
        "makers": [{name: getattr(one, name) for name in MAKER} for one in hung.makers],
        "answers": [one.challenge_id for one in answered_by(row, actor)],
    }
