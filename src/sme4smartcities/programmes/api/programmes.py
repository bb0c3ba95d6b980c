"""Programmes for programs: the same rows and rights as the pages."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.endpoints import CursorPage, Input, Paging, Sent, conditional
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.programmes.api.shape import (
    OrganisationRef,
    ProgrammeOut,
    WholeProgramme,
    plain,
    ref,
    shown,
    whole,
)
from sme4smartcities.programmes.models import Participation, Programme
from sme4smartcities.programmes.queries import participants_after, programmes
from sme4smartcities.programmes.services import ask_to_take_part

router = Router(tags=["programmes"])

Slug = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9_-]+$")]


class ParticipationIn(Input):
    organisation: Sent
    message: str = Field("", max_length=1000)


class ParticipationOut(Schema):
    """``state``: applied, invited, accepted, declined, withdrawn or ended."""

    id: int
    organisation: int
    state: str
    message: str


def _found(request: HttpRequest, slug: str) -> Programme:
    row = programmes(request.user).filter(slug=slug).first()
    if row is None:
        raise Http404
    return row


@router.get("", response=CursorPage[ProgrammeOut], url_name="programme_list")
@conditional
def programme_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """List the programmes that you may see, running ones first."""
    start = keys_of(paging.cursor, int)[0] if paging.cursor else 0
    rows = list(programmes(request.user)[start : start + paging.limit + 1])
    more = len(rows) > paging.limit
    return {
        "items": [shown(row) for row in rows[: paging.limit]],
        "next": cursor_after(start + paging.limit) if more else None,
    }


@router.get("/{slug}", response=WholeProgramme, url_name="programme")
@conditional
def programme_read(request: HttpRequest, slug: Path[Slug]) -> dict[str, Any]:
    """Read a programme with its partners, bodies, figures, milestones and material."""
    return whole(_found(request, slug), request.user)


@router.get(
    "/{slug}/participants",
    response=CursorPage[OrganisationRef],
    url_name="programme_participants",
)
@conditional
def programme_participants(
    request: HttpRequest, slug: Path[Slug], paging: Query[Paging]
) -> dict[str, Any]:
    """List the organisations that take part, by name."""
    after = keys_of(paging.cursor, str, int) if paging.cursor else None
    rows = participants_after(_found(request, slug), request.user, after, paging.limit + 1)
    page = rows[: paging.limit]
    more = len(rows) > paging.limit
    return {
        "items": [ref(row) for row in page],
        "next": cursor_after(page[-1].sort_key, page[-1].pk) if more else None,
    }


@router.post(
    "/{slug}/participations",
    response={201: ParticipationOut},
    url_name="programme_participations",
)
def participation_create(
    request: HttpRequest, slug: Path[Slug], values: ParticipationIn
) -> Status[Any]:
    """Ask for an organisation that you manage; where it was invited, asking accepts."""
    assert isinstance(request.user, Member)
    organisation = in_catalogue(request.user, values.organisation)
    if organisation is None:
        raise Http404
    row: Participation = ask_to_take_part(
        actor=request.user,
        programme=_found(request, slug),
        organisation=organisation,
        message=values.message,
    )
    return Status(
        201, {**plain(row, "state", "message"), "id": row.pk, "organisation": row.organisation_id}
    )
