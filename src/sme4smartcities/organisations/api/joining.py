"""Requests to join for programs: asked by members, answered by managers."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Schema, Status
from pydantic import Field

from sme4smartcities.core.endpoints import Input, Number, conditional
from sme4smartcities.organisations.api.lookup import found, member, router
from sme4smartcities.organisations.models import JoinRequest
from sme4smartcities.organisations.queries.people import request_for, waiting_requests
from sme4smartcities.organisations.services.joining import (
    accept_request,
    ask_to_join,
    decline_request,
    withdraw_request,
)

TAGS = ["people"]

ANSWERS = {
    "accepted": accept_request,
    "declined": decline_request,
    "withdrawn": withdraw_request,
}


class JoinRequestOut(Schema):
    """``state``: waiting, accepted, declined or withdrawn."""

    id: int
    organisation: int
    member: int
    name: str
    message: str
    state: str
    asked_at: datetime


class JoinRequestIn(Input):
    message: str = Field("", max_length=500)


class AnswerIn(Input):
    """Managers accept or decline; who asked withdraws."""

    state: Literal["accepted", "declined", "withdrawn"]


def _shown(row: JoinRequest) -> dict[str, Any]:
    return {
        "id": row.pk,
        "organisation": row.organisation_id,
        "member": row.member_id,
        "name": row.member.name,
        "message": row.message,
        "state": row.state,
        "asked_at": row.asked_at,
    }


@router.get(
    "/{number}/join-requests",
    response=list[JoinRequestOut],
    tags=TAGS,
    url_name="organisation_join_requests",
)
@conditional
def join_request_list(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    """List the requests that wait: all of an organisation that you manage, else your own."""
    return [_shown(row) for row in waiting_requests(request.user, found(request, number))]


@router.post(
    "/{number}/join-requests",
    response={201: JoinRequestOut},
    tags=TAGS,
    url_name="organisation_join_requests",
)
def join_request_create(
    request: HttpRequest, number: Path[Number], values: JoinRequestIn
) -> Status[Any]:
    """Ask the managers to be among their people; asking twice gives the first request."""
    row = ask_to_join(
        actor=member(request), organisation=found(request, number), message=values.message
    )
    return Status(201, _shown(row))


@router.put("/join-requests/{number}", response=JoinRequestOut, tags=TAGS, url_name="join_request")
def join_request_answer(
    request: HttpRequest, number: Path[Number], values: AnswerIn
) -> dict[str, Any]:
    """Accept, decline or withdraw a request."""
    row = request_for(request.user, number)
    if row is None:
        raise Http404
    return _shown(ANSWERS[values.state](actor=member(request), request=row))
