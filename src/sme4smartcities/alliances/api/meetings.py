"""Meetings for programs; times are moments with their offset, in whatever zone."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Schema, Status
from pydantic import AwareDatetime, Field

from sme4smartcities.alliances.api.lookup import member, router
from sme4smartcities.alliances.models import Meeting
from sme4smartcities.alliances.queries.alliances import alliance_for
from sme4smartcities.alliances.queries.meetings import meeting_for, meetings_after
from sme4smartcities.alliances.queries.offers import offer_for
from sme4smartcities.alliances.services.changing import cancel_meeting, decline_meeting, other_times
from sme4smartcities.alliances.services.meeting import Proposal, propose_meeting, take_times
from sme4smartcities.core.endpoints import CursorPage, Input, Number, Paging, Sent, conditional
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import cursor_after, keys_of

TAGS = ["meetings"]
Times = Annotated[list[AwareDatetime], Field(min_length=1, max_length=3)]


class PartyOut(Schema):
    """``state``: proposes, waiting, takes or declines."""

    organisation: int
    organisation_name: str
    state: str


class MeetingOut(Schema):
    """``state``: proposed, agreed, declined or cancelled. ``times``: those to choose from."""

    id: int
    offer: int | None
    alliance: int | None
    title: str
    note: str
    place: str
    link: str
    minutes: int
    zone: str
    state: str
    starts_at: datetime | None
    times: list[datetime]
    parties: list[PartyOut]


class MeetingIn(Input):
    """About an ``offer`` of yours that waits, or one that was accepted, or an ``alliance`` that stands."""

    offer: Sent | None = None
    alliance: Sent | None = None
    title: str = Field(min_length=1, max_length=120)
    times: Times
    minutes: Literal[15, 30, 45, 60, 90, 120] = 30
    note: str = Field("", max_length=1_000)
    place: str = Field("", max_length=200)
    link: str = Field("", max_length=500)


class MeetingMoveIn(Input):
    """``act``: take (one or more of the ``times``), propose (three others), decline or cancel."""

    act: Literal["take", "propose", "decline", "cancel"]
    times: list[AwareDatetime] = Field(default_factory=list, max_length=3)


def _shown(row: Meeting) -> dict[str, Any]:
    return {
        **{
            name: getattr(row, name)
            for name in ("title", "note", "place", "link", "minutes", "zone", "state", "starts_at")
        },
        "id": row.pk,
        "offer": row.offer_id,
        "alliance": row.alliance_id,
        "times": [slot.starts_at for slot in row.slots.all()],
        "parties": [
            {
                "organisation": one.organisation_id,
                "organisation_name": one.organisation.title,
                "state": one.state,
            }
            for one in row.parties.all()
        ],
    }


def _found(request: HttpRequest, number: int) -> Meeting:
    return or_404(meeting_for(request.user, number))


@router.get("/meetings", response=CursorPage[MeetingOut], tags=TAGS, url_name="meeting_list")
@conditional
def meeting_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """List the meetings of your organisations, the newest first."""
    after = keys_of(paging.cursor, int)[0] if paging.cursor else None
    rows = meetings_after(request.user, after, paging.limit + 1)
    page = rows[: paging.limit]
    return {
        "items": [_shown(row) for row in page],
        "next": cursor_after(page[-1].pk) if len(rows) > paging.limit else None,
    }


@router.post("/meetings", response={201: MeetingOut}, tags=TAGS, url_name="meeting_list")
def meeting_create(request: HttpRequest, values: MeetingIn) -> Status[Any]:
    """Propose a meeting with three times."""
    if (values.offer is None) == (values.alliance is None):
        raise Refused(_("Name the offer or the alliance that the meeting is about."))
    about: Any = (
        offer_for(request.user, values.offer)
        if values.offer is not None
        else alliance_for(request.user, values.alliance or 0)
    )
    if about is None:
        raise Http404
    proposal = Proposal(
        title=values.title,
        times=values.times,
        zone=member(request).time_zone,
        minutes=values.minutes,
        note=values.note,
        place=values.place,
        link=values.link,
    )
    made = propose_meeting(actor=member(request), about=about, proposal=proposal)
    return Status(201, _shown(_found(request, made.pk)))


@router.get("/meetings/{number}", response=MeetingOut, tags=TAGS, url_name="meeting")
@conditional
def meeting_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read a meeting in which your organisation takes part."""
    return _shown(_found(request, number))


@router.post("/meetings/{number}/moves", response=MeetingOut, tags=TAGS, url_name="meeting_moves")
def meeting_step(
    request: HttpRequest, number: Path[Number], values: MeetingMoveIn
) -> dict[str, Any]:
    """Take times, propose others, decline or cancel."""
    row = _found(request, number)
    if values.act == "take":
        take_times(actor=request.user, meeting=row, moments=values.times)
    elif values.act == "propose":
        zone = member(request).time_zone
        other_times(actor=request.user, meeting=row, moments=values.times, zone=zone)
    else:
        act = decline_meeting if values.act == "decline" else cancel_meeting
        act(actor=request.user, meeting=row)
    return _shown(_found(request, number))
