"""Programmes for programs: the same rows and rights as the pages."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema, Status
from pydantic import Field

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.endpoints import (
    IF_MATCH,
    CursorPage,
    Input,
    Paging,
    Sent,
    conditional,
    expected_revision,
)
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.core.policies import require
from sme4smartcities.core.richtext import stripped
from sme4smartcities.core.tidying import tidy
from sme4smartcities.core.translated import source_text, with_text
from sme4smartcities.programmes.api.lookup import (
    Slug,
    found,
    kept,
    organisation,
    router,
    shown_whole,
)
from sme4smartcities.programmes.api.part_shape import OrganisationRef, plain, ref
from sme4smartcities.programmes.api.sent import NewProgrammeIn, ProgrammeIn, ProgrammeMoveIn
from sme4smartcities.programmes.api.shape import ProgrammeOut, WholeProgramme, shown
from sme4smartcities.programmes.models import Participation
from sme4smartcities.programmes.policies import may_create
from sme4smartcities.programmes.queries import participants_after, programmes
from sme4smartcities.programmes.services import (
    ask_to_take_part,
    create_programme,
    edit_programme,
    move_programme,
)
from sme4smartcities.programmes.services.refusals import NOT_CREATOR
from sme4smartcities.vocabularies.queries import known_term

LINES = ("acronym", "name", "summary", "funding")


class ParticipationIn(Input):
    organisation: Sent
    message: str = Field("", max_length=1000)


class ParticipationOut(Schema):
    """``state``: applied, invited, accepted, declined, withdrawn or ended."""

    id: int
    organisation: int
    state: str
    message: str


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


@router.post("", response={201: WholeProgramme}, url_name="programme_list")
def programme_create(request: HttpRequest, values: NewProgrammeIn) -> Status[Any]:
    """Open a programme as a draft; coordinators of the platform do."""
    require(may_create(request.user), NOT_CREATOR)
    name = source_text(values.language, tidy(values.name))
    row = create_programme(actor=request.user, name=name)
    return Status(201, shown_whole(request, row.slug))


@router.get("/{slug}", response=WholeProgramme, url_name="programme")
@conditional
def programme_read(request: HttpRequest, slug: Path[Slug]) -> dict[str, Any]:
    """Read a programme with its partners, bodies, figures, milestones and material."""
    return shown_whole(request, slug)


@router.put("/{slug}", response=WholeProgramme, url_name="programme", openapi_extra=IF_MATCH)
def programme_write(request: HttpRequest, slug: Path[Slug], values: ProgrammeIn) -> dict[str, Any]:
    """Write what a programme says of itself, its texts in one language; what you leave out becomes empty."""
    row = kept(request, slug)
    sent = values.model_dump(exclude={"language", "revision"})
    sent["languages"] = [known_term("language", code).code for code in values.languages]
    texts = {name: tidy(sent[name]) for name in LINES}
    texts["description"] = stripped(values.description)
    sent |= {
        name: with_text(getattr(row, name), values.language, text) for name, text in texts.items()
    }
    edit_programme(
        actor=request.user,
        programme=row,
        values=sent,
        revision=expected_revision(request, values.revision),
    )
    return shown_whole(request, slug)


@router.post("/{slug}/moves", response=WholeProgramme, url_name="programme_moves")
def programme_step(
    request: HttpRequest, slug: Path[Slug], values: ProgrammeMoveIn
) -> dict[str, Any]:
    """Publish a programme, close it, open it again, archive it, or take it back into a draft."""
    move_programme(actor=request.user, programme=kept(request, slug), act=values.act)
    return shown_whole(request, slug)


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
    rows = participants_after(found(request, slug), request.user, after, paging.limit + 1)
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
    row: Participation = ask_to_take_part(
        actor=request.user,
        organisation=organisation(request, values.organisation),
        programme=found(request, slug),
        message=values.message,
    )
    return Status(
        201, {**plain(row, "state", "message"), "id": row.pk, "organisation": row.organisation_id}
    )
