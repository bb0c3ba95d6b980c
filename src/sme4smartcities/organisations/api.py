"""The directory for programs: the same rows, rights and services as the pages."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from sme4smartcities.core.endpoints import CursorPage, conditional, require_scope
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.organisations.models import Facet, Organisation
from sme4smartcities.organisations.queries.catalogue import catalogue, codes, in_catalogue
from sme4smartcities.organisations.services.profile import Work, confirm_profile, edit_work
from sme4smartcities.organisations.services.registering import register_organisation
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term as term_by_code

router = Router(tags=["organisations"])

Code = Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Number = Annotated[int, Field(ge=1, lt=2**63)]


class Text(Schema):
    """One text of a profile in one language; ``state``: source, written, machine or checked."""

    text: str
    state: str


class OrganisationOut(Schema):
    """An organisation with its terms as codes of the vocabularies."""

    id: int
    name: str
    names: dict[str, str]
    url: str
    kind: str
    size: str | None
    territory: str | None
    place: str | None
    website: str
    summary: dict[str, Text]
    description: dict[str, Text]
    domains: list[str]
    offers: list[str]
    needs: list[str]
    languages: list[str]
    trl_from: int | None
    trl_to: int | None
    verified: bool
    layer: str
    source: str
    state: str
    revision: int
    updated_at: datetime


class Filters(Schema):
    """Give term codes; all that are given must hold."""

    kind: Code | None = None
    size: Code | None = None
    territory: Code | None = None
    domain: Code | None = None
    offers: Code | None = None
    needs: Code | None = None
    language: Code | None = None


class Paging(Schema):
    cursor: str = Field("", max_length=600)
    limit: int = Field(50, ge=1, le=200)


class OrganisationIn(Schema):
    """What is needed to enter the directory; the rest is written in the profile."""

    name: str = Field(min_length=2, max_length=200)
    kind: Code
    territory: Code | None = None
    website: str = Field("", max_length=300)
    language: str = Field("en", pattern=r"^[a-z]{2}$")


class WorkIn(Schema):
    """What it does, in one language. ``revision`` is the one you read: a stale one is a conflict."""

    revision: Number
    language: str = Field(pattern=r"^[a-z]{2}$")
    summary: str = Field("", max_length=500)
    description: str = Field("", max_length=50_000)
    domains: list[Code] = Field(default_factory=list, max_length=19)


def shown(row: Organisation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "names": row.names,
        "url": row.get_absolute_url(),
        "kind": row.kind.code,
        "size": row.size.code if row.size else None,
        "territory": row.territory.code if row.territory else None,
        "place": str(row.place) if row.place else None,
        "website": row.website,
        "summary": row.summary,
        "description": row.description,
        "domains": codes(row, Facet.DOMAIN),
        "offers": codes(row, Facet.OFFERS),
        "needs": codes(row, Facet.NEEDS),
        "languages": codes(row, Facet.LANGUAGE),
        "trl_from": row.trl_from,
        "trl_to": row.trl_to,
        "verified": row.verified,
        "layer": row.layer,
        "source": row.source,
        "state": row.state,
        "revision": row.revision,
        "updated_at": row.updated_at,
    }


def found(request: HttpRequest, number: int) -> Organisation:
    row = in_catalogue(request.user, number)
    if row is None:
        raise Http404
    return row


@router.get("", response=CursorPage[OrganisationOut], url_name="organisation_list")
@conditional
def organisation_list(
    request: HttpRequest, filters: Query[Filters], paging: Query[Paging]
) -> dict[str, Any]:
    """List the organisations that you may see, by name."""
    after = None
    if paging.cursor:
        key, number = keys_of(paging.cursor, str, int)
        after = (key, number)
    chosen = {facet: code for facet, code in filters.model_dump().items() if code}
    rows = catalogue(request.user, after=after, filters=chosen, limit=paging.limit + 1)
    page = rows[: paging.limit]
    more = len(rows) > paging.limit
    return {
        "items": [shown(row) for row in page],
        "next": cursor_after(page[-1].sort_key, page[-1].pk) if more else None,
    }


@router.post("", response={201: OrganisationOut}, url_name="organisation_list")
def organisation_create(request: HttpRequest, values: OrganisationIn) -> tuple[int, dict[str, Any]]:
    """Enter an organisation; you become its manager."""
    require_scope(request, "write")
    row = register_organisation(
        actor=request.user,  # type: ignore[arg-type]
        name=values.name,
        kind=_known("organisation_kind", values.kind),
        territory=_known("territory", values.territory) if values.territory else None,
        website=values.website,
        language=values.language,
    )
    return 201, shown(found(request, row.pk))


@router.get("/{number}", response=OrganisationOut, url_name="organisation")
@conditional
def organisation_read(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Read one organisation."""
    return shown(found(request, number))


@router.put("/{number}/work", response=OrganisationOut, url_name="organisation_work")
def organisation_write_work(request: HttpRequest, number: Number, values: WorkIn) -> dict[str, Any]:
    """Write what your organisation does, in one language."""
    require_scope(request, "write")
    edit_work(
        actor=request.user,
        organisation=found(request, number),
        revision=values.revision,
        values=Work(
            language=values.language,
            summary=values.summary,
            description=values.description,
            domains=[_known("domain", code) for code in values.domains],
        ),
    )
    return shown(found(request, number))


@router.post("/{number}/confirm", response=OrganisationOut, url_name="organisation_confirm")
def organisation_confirm(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Say that the profile is still right."""
    require_scope(request, "write")
    confirm_profile(actor=request.user, organisation=found(request, number))
    return shown(found(request, number))


def _known(vocabulary: str, code: str) -> Term:
    term = term_by_code(vocabulary, code)
    if term is None:
        raise Refused(
            _("“%(code)s” is not a code of the list “%(list)s”.")
            % {"code": code, "list": vocabulary}
        )
    return term
