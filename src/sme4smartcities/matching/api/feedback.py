"""What you tell matching, for programs: of single matches, and of parts that shall count nothing."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Schema, Status

from sme4smartcities.core.endpoints import (
    Code,
    CursorPage,
    Input,
    Number,
    Paging,
    Sent,
    conditional,
)
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.api.lookup import member, router, single
from sme4smartcities.matching.api.matches import OwnKind, ShownKind
from sme4smartcities.matching.api.shape import FeedbackOut, feedback_shape
from sme4smartcities.matching.models import Reason, Verdict
from sme4smartcities.matching.queries.lens import feedback_of, muted_by, told_after
from sme4smartcities.matching.services import feedback as services


class OwnSideIn(Input):
    kind: OwnKind
    id: Sent


class ShownSideIn(Input):
    kind: ShownKind
    id: Sent


class FeedbackIn(Input):
    """``reason`` is needed to dismiss: field, place, size, time, known or other."""

    own: OwnSideIn
    shown: ShownSideIn
    verdict: Literal[tuple(Verdict.values)]  # type: ignore[valid-type]
    reason: Literal[("", *Reason.values)] = ""  # type: ignore[valid-type]


class MutedOut(Schema):
    part: str
    label: str


@router.get("/feedback", response=CursorPage[FeedbackOut], url_name="match_feedback")
@conditional
def match_feedback_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """List what you said of matches, the newest number first."""
    before = keys_of(paging.cursor, int)[0] if paging.cursor else None
    rows = told_after(request.user, before, paging.limit + 1)
    page = rows[: paging.limit]
    return {
        "items": [feedback_shape(said.row, said) for said in page],
        "next": cursor_after(page[-1].row.pk) if len(rows) > paging.limit else None,
    }


@router.post("/feedback", response={201: FeedbackOut}, url_name="match_feedback")
def match_feedback_give(request: HttpRequest, values: FeedbackIn) -> Status[Any]:
    """Call a match useful, or dismiss it with a reason; the last word counts."""
    mine = Subject(values.own.kind, values.own.id)
    shown = Subject(values.shown.kind, values.shown.id)
    single(request, mine, shown)
    row = services.judge_match(
        actor=member(request),
        own=mine,
        shown=shown,
        verdict=values.verdict,
        reason=values.reason,
    )
    return Status(201, feedback_shape(row))


@router.delete("/feedback/{number}", response={204: None}, url_name="match_feedback_one")
def match_feedback_take_back(request: HttpRequest, number: Path[Number]) -> Status[None]:
    """Take back what you said of a match."""
    row = feedback_of(request.user, number)
    if row is None:
        raise Http404
    services.take_back(actor=member(request), feedback=row)
    return Status(204, None)


@router.get("/muted", response=list[MutedOut], url_name="match_muted")
@conditional
def match_muted_list(request: HttpRequest) -> list[dict[str, Any]]:
    """List the parts that count nothing in your lists."""
    return [{"part": part, "label": str(label)} for part, label in muted_by(request.user)]


@router.put("/muted/{part}", response={204: None}, url_name="match_muted_one")
def match_mute(request: HttpRequest, part: Path[Code]) -> Status[None]:
    """Let a part of matches count nothing in your lists."""
    services.mute_part(actor=member(request), part=part)
    return Status(204, None)


@router.delete("/muted/{part}", response={204: None}, url_name="match_muted_one")
def match_unmute(request: HttpRequest, part: Path[Code]) -> Status[None]:
    """Let it count again."""
    services.unmute_part(actor=member(request), part=part)
    return Status(204, None)
