"""Alliances for programs: what their members read and do."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Schema, Status
from pydantic import Field

from sme4smartcities.alliances.api.lookup import member, router
from sme4smartcities.alliances.models import Alliance, Seat
from sme4smartcities.alliances.queries.alliances import (
    alliance_for,
    alliances_after,
    seat_for,
    whole,
)
from sme4smartcities.alliances.services.forming import (
    add_member,
    end_alliance,
    pass_lead,
    say_what_it_covers,
    send_invitations,
    start_alliance,
)
from sme4smartcities.alliances.services.seating import move_seat
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.endpoints import CursorPage, Input, Number, Paging, Sent, conditional
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.catalogue import in_catalogue

TAGS = ["alliances"]

SEAT_ACTS = ("accept", "decline", "leave", "take-back", "lead")


class AllianceOut(Schema):
    """``state``: draft, inviting, formed (at least two have joined) or ended."""

    id: int
    name: str
    note: str
    challenge: int | None
    starter: int | None
    state: str
    created_at: datetime


class SeatOut(Schema):
    """``state``: chosen, invited, joined, declined, left or expired. ``opens``: this member agrees that
    the owner of the challenge sees the alliance."""

    id: int
    organisation: int
    organisation_name: str
    state: str
    lead: bool
    covers: str
    capabilities: list[str]
    opens: bool
    expires_at: datetime | None


class WholeAlliance(AllianceOut):
    """``countries``: of those who joined. ``missing``: what the challenge needs and nobody covers."""

    seats: list[SeatOut]
    countries: list[str]
    missing: list[str]


class AllianceIn(Input):
    challenge: Sent
    starter: Sent
    name: str = Field(min_length=1, max_length=120)
    note: str = Field("", max_length=2_000)
    members: list[Sent] = Field(default_factory=list, max_length=8)


class AllianceMoveIn(Input):
    """``send`` the invitations of a draft, or ``end`` it; a draft that ends is deleted."""

    act: Literal["send", "end"]


class SeatIn(Input):
    organisation: Sent
    covers: str = Field("", max_length=300)


class SeatMoveIn(Input):
    """``act``: accept, decline (with a ``reason``), leave, take-back, or lead: pass the lead to it."""

    act: Literal[SEAT_ACTS]  # type: ignore[valid-type]
    reason: Literal["", "time", "part", "partners", "terms", "other"] = ""
    text: str = Field("", max_length=500)


class CoversIn(Input):
    covers: str = Field("", max_length=300)
    opens: bool = False


def _found(request: HttpRequest, number: int) -> Alliance:
    return or_404(alliance_for(request.user, number))


def _seat(request: HttpRequest, number: int, seat: int) -> Seat:
    found = seat_for(request.user, seat)
    if found is None or found.alliance_id != number:
        raise Http404
    return found


def _organisation(request: HttpRequest, number: int) -> Organisation:
    return or_404(in_catalogue(request.user, number))


def _brief(row: Alliance) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "note": row.note,
        "challenge": row.challenge_id,
        "starter": row.starter_id,
        "state": row.state,
        "created_at": row.created_at,
    }


def _whole(request: HttpRequest, number: int) -> dict[str, Any]:
    row = _found(request, number)
    read = whole(request.user, row)
    seats = [
        {
            "id": one.row.pk,
            "organisation": one.row.organisation_id,
            "organisation_name": one.row.organisation.title,
            "state": one.row.state,
            "lead": one.row.is_lead,
            "covers": one.row.covers,
            "capabilities": list(one.covers),
            "opens": one.row.opens,
            "expires_at": one.row.expires_at,
        }
        for one in read.places
    ]
    return {
        **_brief(row),
        "seats": seats,
        "countries": [str(one) for one in read.countries],
        "missing": list(read.missing),
    }


@router.get("", response=CursorPage[AllianceOut], tags=TAGS, url_name="alliance_list")
@conditional
def alliance_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """List the alliances that you may read, the newest first."""
    after = keys_of(paging.cursor, int)[0] if paging.cursor else None
    rows = alliances_after(request.user, after, paging.limit + 1)
    page = rows[: paging.limit]
    return {
        "items": [_brief(row) for row in page],
        "next": cursor_after(page[-1].pk) if len(rows) > paging.limit else None,
    }


@router.post("", response={201: WholeAlliance}, tags=TAGS, url_name="alliance_list")
def alliance_create(request: HttpRequest, values: AllianceIn) -> Status[Any]:
    """Draft an alliance for an open challenge; nobody is asked yet."""
    challenge = challenge_for(request.user, values.challenge)
    if challenge is None:
        raise Http404
    made = start_alliance(
        actor=member(request),
        challenge=challenge,
        starter=_organisation(request, values.starter),
        name=values.name,
        note=values.note,
        members=[_organisation(request, one) for one in values.members],
    )
    return Status(201, _whole(request, made.pk))


@router.get("/{number}", response=WholeAlliance, tags=TAGS, url_name="alliance")
@conditional
def alliance_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read an alliance with its members."""
    return _whole(request, number)


@router.post(
    "/{number}/moves",
    response={200: WholeAlliance, 204: None},
    tags=TAGS,
    url_name="alliance_moves",
)
def alliance_step(
    request: HttpRequest, number: Path[Number], values: AllianceMoveIn
) -> Status[Any]:
    """Send the invitations, or end the alliance; nothing is answered about what you see no more."""
    row = _found(request, number)
    if values.act == "send":
        send_invitations(actor=request.user, alliance=row)
    else:
        end_alliance(actor=request.user, alliance=row)
    return _still_seen(request, number)


def _still_seen(request: HttpRequest, number: int) -> Status[Any]:
    if alliance_for(request.user, number) is None:
        return Status(204, None)
    return Status(200, _whole(request, number))


@router.post("/{number}/seats", response={201: WholeAlliance}, tags=TAGS, url_name="alliance_seats")
def seat_create(request: HttpRequest, number: Path[Number], values: SeatIn) -> Status[Any]:
    """Choose one more organisation; it is invited at once where the others were."""
    add_member(
        actor=request.user,
        alliance=_found(request, number),
        organisation=_organisation(request, values.organisation),
        covers=values.covers,
    )
    return Status(201, _whole(request, number))


@router.post(
    "/{number}/seats/{seat}/moves",
    response={200: WholeAlliance, 204: None},
    tags=TAGS,
    url_name="seat_moves",
)
def seat_step(
    request: HttpRequest, number: Path[Number], seat: Path[Number], values: SeatMoveIn
) -> Status[Any]:
    """Accept, decline, leave, take an invitation back, or pass the lead on."""
    row = _seat(request, number, seat)
    if values.act == "lead":
        pass_lead(actor=request.user, alliance=row.alliance, seat=row)
    else:
        move_seat(
            actor=request.user, seat=row, act=values.act, reason=values.reason, text=values.text
        )
    return _still_seen(request, number)


@router.put("/{number}/seats/{seat}", response=WholeAlliance, tags=TAGS, url_name="seat")
def seat_edit(
    request: HttpRequest, number: Path[Number], seat: Path[Number], values: CoversIn
) -> dict[str, Any]:
    """Say what your organisation covers, and whether the owner of the challenge sees the alliance."""
    say_what_it_covers(
        actor=request.user,
        seat=_seat(request, number, seat),
        covers=values.covers,
        opens=values.opens,
    )
    return _whole(request, number)
