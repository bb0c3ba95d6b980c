"""The directory for programs: the same rows, rights and services as the pages."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import Path, Query, Schema, Status
from pydantic import Field

from sme4smartcities.core.endpoints import Code, CursorPage, Input, Number, Paging, conditional
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.organisations.api.lookup import Language, found, known_or_none, member, router
from sme4smartcities.organisations.api.shape import OrganisationOut, shown
from sme4smartcities.organisations.directory.asked import read
from sme4smartcities.organisations.directory.queries import counted
from sme4smartcities.organisations.queries.catalogue import catalogue
from sme4smartcities.organisations.services.registering import register_organisation
from sme4smartcities.vocabularies.queries import known_term


class Filters(Paging):
    """Give term codes; all that are given must hold."""

    kind: Code | None = None
    size: Code | None = None
    territory: Code | None = None
    domain: Code | None = None
    offers: Code | None = None
    needs: Code | None = None
    language: Code | None = None
    certificate: Code | None = None


class OrganisationIn(Input):
    """What is needed to enter the directory; the rest is written in the profile."""

    name: str = Field(min_length=2, max_length=200)
    kind: Code
    territory: Code | None = None
    website: str = Field("", max_length=300)
    language: Language = "en"


class FacetQuestion(Input):
    """What the counts are asked for; several codes of one facet mean any of them."""

    q: str = Field("", max_length=200)
    kind: list[Code] = Field(default_factory=list, max_length=40)
    size: list[Code] = Field(default_factory=list, max_length=40)
    territory: list[Code] = Field(default_factory=list, max_length=40)
    domain: list[Code] = Field(default_factory=list, max_length=40)
    offers: list[Code] = Field(default_factory=list, max_length=40)
    needs: list[Code] = Field(default_factory=list, max_length=40)
    language: list[Code] = Field(default_factory=list, max_length=40)
    certificate: list[Code] = Field(default_factory=list, max_length=40)


class OptionOut(Schema):
    """A value and how many organisations it would leave; null where too many match to count."""

    code: str
    label: str
    count: int | None
    chosen: bool


class FacetOut(Schema):
    facet: str
    options: list[OptionOut]


class FacetsOut(Schema):
    """``total``: organisations that answer the question; ``exact`` is false beyond 1,000 hits."""

    total: int
    exact: bool
    facets: list[FacetOut]


@router.get("", response=CursorPage[OrganisationOut], url_name="organisation_list")
@conditional
def organisation_list(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """List the organisations that you may see, by name."""
    after = None
    if filters.cursor:
        key, number = keys_of(filters.cursor, str, int)
        after = (key, number)
    asked = filters.model_dump(exclude={"cursor", "limit"})
    chosen = {facet: code for facet, code in asked.items() if code}
    rows = catalogue(request.user, after=after, filters=chosen, limit=filters.limit + 1)
    page = rows[: filters.limit]
    more = len(rows) > filters.limit
    return {
        "items": [shown(row) for row in page],
        "next": cursor_after(page[-1].sort_key, page[-1].pk) if more else None,
    }


@router.post("", response={201: OrganisationOut}, url_name="organisation_list")
def organisation_create(request: HttpRequest, values: OrganisationIn) -> Status[Any]:
    """Enter an organisation; you become its manager. A second click gives the one of the first."""
    row = register_organisation(
        actor=member(request),
        name=values.name,
        kind=known_term("organisation_kind", values.kind),
        territory=known_or_none("territory", values.territory),
        website=values.website,
        language=values.language,
    )
    return Status(201, shown(found(request, row.pk)))


@router.get("/facets", response=FacetsOut, url_name="organisation_facets")
@conditional
def organisation_facets(request: HttpRequest, question: Query[FacetQuestion]) -> dict[str, Any]:
    """Count the listed organisations by every facet, as the directory's page does."""
    asked: MultiValueDict[str, str] = MultiValueDict(_pairs(question))
    found_ones = counted(read(asked))
    return {
        "total": found_ones.total,
        "exact": found_ones.exact,
        "facets": [
            {
                "facet": view.facet,
                "options": [
                    {
                        "code": option.choice.code,
                        "label": option.choice.label,
                        "count": option.number,
                        "chosen": option.chosen,
                    }
                    for option in view.every
                ],
            }
            for view in found_ones.facets
        ],
    }


def _pairs(question: FacetQuestion) -> Iterable[tuple[str, list[str]]]:
    values = question.model_dump()
    yield "q", [values.pop("q")]
    yield from values.items()


@router.get("/{number}", response=OrganisationOut, url_name="organisation")
@conditional
def organisation_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read one organisation."""
    return shown(found(request, number), request.user)
