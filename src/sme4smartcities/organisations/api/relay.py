"""Messages to organisations for programs; no address of anybody is ever part of them."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Schema, Status
from pydantic import Field

from sme4smartcities.core.endpoints import CursorPage, Input, Number, Paging, conditional
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import cursor_after, moment_in
from sme4smartcities.organisations.api.lookup import found, member, router
from sme4smartcities.organisations.models import Conversation
from sme4smartcities.organisations.queries.relay import (
    conversation_for,
    conversations_after,
    messages_of,
    workplaces,
)
from sme4smartcities.organisations.services.relay import (
    close_conversation,
    reply,
    report_conversation,
    write_to_organisation,
)

TAGS = ["messages"]


class ConversationOut(Schema):
    """``with_member`` is the person who wrote to the organisation, by the name he or she gave."""

    id: int
    organisation: int
    organisation_name: str
    with_member: str
    title: str
    started_at: datetime
    last_at: datetime
    closed: bool


class MessageOut(Schema):
    """What comes from the organisation shows its name, not the manager's."""

    id: int
    from_organisation: bool
    text: str
    sent_at: datetime


class WorkplaceOut(Schema):
    id: int
    name: str


class WholeConversation(ConversationOut):
    """``workplaces``: the listed organisations for which the person who wrote works."""

    workplaces: list[WorkplaceOut]
    messages: list[MessageOut]


class FirstMessageIn(Input):
    title: str = Field(min_length=1, max_length=120)
    text: str = Field(min_length=1, max_length=4000)


class ConversationReportIn(Input):
    reason: Literal["spam", "fraud", "abuse", "other"]
    note: str = Field("", max_length=500)


class ReplyIn(Input):
    text: str = Field(min_length=1, max_length=4000)


def _shown(row: Conversation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "organisation": row.organisation_id,
        "organisation_name": row.organisation.title,
        "with_member": row.member.name,
        "title": row.title,
        "started_at": row.started_at,
        "last_at": row.last_at,
        "closed": row.closed_at is not None,
    }


def _whole(row: Conversation) -> dict[str, Any]:
    messages = [
        {
            "id": one.pk,
            "from_organisation": one.from_organisation,
            "text": one.text,
            "sent_at": one.sent_at,
        }
        for one in messages_of(row)
    ]
    houses = [{"id": one.pk, "name": one.title} for one in workplaces(row.member)]
    return {**_shown(row), "workplaces": houses, "messages": messages}


def _taken_part(request: HttpRequest, number: int) -> Conversation:
    return or_404(conversation_for(request.user, number))


@router.post(
    "/{number}/messages",
    response={201: WholeConversation},
    tags=TAGS,
    url_name="organisation_messages",
)
def message_create(
    request: HttpRequest, number: Path[Number], values: FirstMessageIn
) -> Status[Any]:
    """Write to the managers of an organisation; the same message twice is one conversation."""
    row = write_to_organisation(
        actor=member(request),
        organisation=found(request, number),
        title=values.title,
        text=values.text,
    )
    return Status(201, _whole(_taken_part(request, row.pk)))


@router.get(
    "/conversations", response=CursorPage[ConversationOut], tags=TAGS, url_name="conversation_list"
)
@conditional
def conversation_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """List your conversations and those of organisations that you manage, the latest first."""
    after = moment_in(paging.cursor) if paging.cursor else None
    rows = conversations_after(request.user, after, paging.limit + 1)
    page = rows[: paging.limit]
    more = len(rows) > paging.limit
    return {
        "items": [_shown(row) for row in page],
        "next": cursor_after(page[-1].last_at.isoformat(), page[-1].pk) if more else None,
    }


@router.get(
    "/conversations/{number}", response=WholeConversation, tags=TAGS, url_name="conversation"
)
@conditional
def conversation_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read a conversation that you take part in."""
    return _whole(_taken_part(request, number))


@router.post(
    "/conversations/{number}/messages",
    response={201: WholeConversation},
    tags=TAGS,
    url_name="conversation_messages",
)
def conversation_reply(request: HttpRequest, number: Path[Number], values: ReplyIn) -> Status[Any]:
    """Answer: in the organisation's name where you manage it, else in your own."""
    reply(actor=member(request), conversation=_taken_part(request, number), text=values.text)
    return Status(201, _whole(_taken_part(request, number)))


@router.post(
    "/conversations/{number}/close",
    response=WholeConversation,
    tags=TAGS,
    url_name="conversation_close",
)
def conversation_end(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """End a conversation for both sides."""
    close_conversation(actor=member(request), conversation=_taken_part(request, number))
    return _whole(_taken_part(request, number))


@router.post(
    "/conversations/{number}/reports",
    response={204: None},
    tags=TAGS,
    url_name="conversation_reports",
)
def conversation_report(
    request: HttpRequest, number: Path[Number], values: ConversationReportIn
) -> Status[None]:
    """Show a conversation to the coordinator; the other side is not told. Twice is once."""
    row = _taken_part(request, number)
    report_conversation(
        actor=member(request), conversation=row, reason=values.reason, note=values.note
    )
    return Status(204, None)
