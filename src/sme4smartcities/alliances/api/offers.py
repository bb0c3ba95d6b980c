"""Offers of help for programs; no address of anybody is ever part of them."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Schema, Status
from pydantic import Field

from sme4smartcities.alliances.api.lookup import member, router
from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.queries.offers import offer_for, offers_after, whole
from sme4smartcities.alliances.services.answering import move_offer, write_line
from sme4smartcities.alliances.services.offering import (
    offer_help,
    offer_to_organisation,
    say_need,
)
from sme4smartcities.alliances.services.reporting import NOTE, block_authors, report_offer
from sme4smartcities.alliances.words import LONGEST
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.endpoints import (
    CursorPage,
    Input,
    Number,
    Paging,
    Sent,
    conditional,
)
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import cursor_after, moment_in
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.solutions.queries.solutions import solution_for

TAGS = ["offers"]

ACTS = ("accept", "later", "decline", "withdraw", "end")


class OfferOut(Schema):
    """``kind``: help, or need (a city has the problem that a solution answers). ``sender`` and
    ``receiver`` are organisations, null once one was deleted. ``state``: waiting, accepted, later,
    declined, withdrawn, lapsed or ended."""

    id: int
    kind: str
    sender: int | None
    receiver: int | None
    challenge: int | None
    solution: int | None
    state: str
    reason: str
    sent_at: datetime
    last_at: datetime


class LineOut(Schema):
    id: int
    from_sender: bool
    text: str
    said_at: datetime


class WholeOffer(OfferOut):
    """``steps``: what you may do now."""

    lines: list[LineOut]
    steps: list[str]


class OfferIn(Input):
    """Help with a ``challenge``, or to an organisation, the ``receiver``. A city that needs what a
    ``receiver`` does, perhaps a ``solution`` of it, says ``kind`` need."""

    kind: Literal["help", "need"] = "help"
    sender: Sent
    receiver: Sent | None = None
    challenge: Sent | None = None
    solution: Sent | None = None
    text: str = Field(min_length=1, max_length=LONGEST)


class OfferMoveIn(Input):
    """``act``: accept, later or decline (with a ``reason``), withdraw or end."""

    act: Literal[ACTS]  # type: ignore[valid-type]
    reason: Literal["", "fit", "means", "taken", "call", "place", "other"] = ""
    text: str = Field("", max_length=LONGEST)


class OfferReportIn(Input):
    """``block``: take no more, for your organisation, from those who wrote."""

    reason: Literal["spam", "fraud", "abuse", "other"]
    note: str = Field("", max_length=NOTE)
    block: bool = False


class LineIn(Input):
    text: str = Field(min_length=1, max_length=LONGEST)


def _shown(row: Offer) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "sender": row.sender_id,
        "receiver": row.receiver_id,
        "challenge": row.challenge_id,
        "solution": row.solution_id,
        "state": row.state,
        "reason": row.reason,
        "sent_at": row.sent_at,
        "last_at": row.last_at,
    }


def _found(request: HttpRequest, number: int) -> Offer:
    return or_404(offer_for(request.user, number))


def _whole(request: HttpRequest, number: int) -> dict[str, Any]:
    read = whole(request.user, _found(request, number))
    lines = [
        {"id": one.pk, "from_sender": one.from_sender, "text": one.text, "said_at": one.said_at}
        for one in read.lines
    ]
    return {**_shown(read.row), "lines": lines, "steps": [*read.answers, *read.steps]}


@router.get("/offers", response=CursorPage[OfferOut], tags=TAGS, url_name="offer_list")
@conditional
def offer_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """List the offers from and to your organisations, the latest first."""
    after = moment_in(paging.cursor) if paging.cursor else None
    rows = offers_after(request.user, after, paging.limit + 1)
    page = rows[: paging.limit]
    more = len(rows) > paging.limit
    return {
        "items": [_shown(row) for row in page],
        "next": cursor_after(page[-1].last_at.isoformat(), page[-1].pk) if more else None,
    }


@router.get("/offers/{number}", response=WholeOffer, tags=TAGS, url_name="offer")
@conditional
def offer_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read an offer with all that was said in it."""
    return _whole(request, number)


@router.post("/offers", response={201: WholeOffer}, tags=TAGS, url_name="offer_list")
def offer_create(request: HttpRequest, values: OfferIn) -> Status[Any]:
    """Turn to another organisation; the same words twice are one offer."""
    return Status(201, _whole(request, _sent(request, values).pk))


def _sent(request: HttpRequest, values: OfferIn) -> Offer:
    actor, sender = member(request), _seen(in_catalogue, request, values.sender)
    solution = _seen(solution_for, request, values.solution) if values.solution else None
    challenge = _seen(challenge_for, request, values.challenge) if values.challenge else None
    receiver = _seen(in_catalogue, request, values.receiver) if values.receiver else None
    text = values.text
    if values.kind == "need":
        if receiver is None:
            raise Refused(_("Name the organisation that you ask as receiver."))
        return say_need(
            actor=actor,
            sender=sender,
            solution=solution,
            receiver=receiver,
            text=text,
            challenge=challenge,
        )
    if challenge is not None:
        return offer_help(
            actor=actor, sender=sender, challenge=challenge, text=text, solution=solution
        )
    if receiver is None:
        raise Refused(_("Name a challenge, or an organisation as receiver."))
    return offer_to_organisation(
        actor=actor, sender=sender, receiver=receiver, text=text, solution=solution
    )


def _seen(find: Any, request: HttpRequest, number: int) -> Any:
    return or_404(find(request.user, number))


@router.post("/offers/{number}/moves", response=WholeOffer, tags=TAGS, url_name="offer_moves")
def offer_step(request: HttpRequest, number: Path[Number], values: OfferMoveIn) -> dict[str, Any]:
    """Answer, withdraw or end an offer."""
    row = _found(request, number)
    move_offer(
        actor=request.user, offer=row, act=values.act, reason=values.reason, text=values.text
    )
    return _whole(request, number)


@router.post(
    "/offers/{number}/lines", response={201: WholeOffer}, tags=TAGS, url_name="offer_lines"
)
def offer_say(request: HttpRequest, number: Path[Number], values: LineIn) -> Status[Any]:
    """Write on in an open offer."""
    write_line(actor=member(request), offer=_found(request, number), text=values.text)
    return Status(201, _whole(request, number))


@router.post("/offers/{number}/reports", response={204: None}, tags=TAGS, url_name="offer_reports")
def offer_report(request: HttpRequest, number: Path[Number], values: OfferReportIn) -> Status[None]:
    """Show the exchange to the coordinator; the other side is not told. Twice is once."""
    row = _found(request, number)
    report_offer(actor=member(request), offer=row, reason=values.reason, note=values.note)
    if values.block:
        block_authors(actor=request.user, offer=row)
    return Status(204, None)
