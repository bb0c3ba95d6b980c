"""Opportunities for programs: the same rows, rights and services as the pages."""

from typing import Any, Literal

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import Path, Query
from pydantic import Field

from sme4smartcities.core.endpoints import Code, CursorPage, Input, Number, Paging, conditional
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.opportunities.api.lookup import found, router, shown
from sme4smartcities.opportunities.api.shape import OpportunityOut, WholeOpportunity, brief
from sme4smartcities.opportunities.queries.asked import read
from sme4smartcities.opportunities.queries.outgoing import listed_after
from sme4smartcities.opportunities.services.moving import move_opportunity


class OpportunityFilters(Paging):
    """As in the address of the list; ``when``: empty for what is to come, open, past or all."""

    q: str = Field("", max_length=200)
    kind: Code | None = None
    domain: Code | None = None
    territory: Code | None = None
    attendance: Code | None = None
    audience: Code | None = None
    stage: Code | None = None
    language: Code | None = None
    cpv: Code | None = None
    when: Literal["", "open", "past", "all"] = ""
    within: Literal["", "7", "28", "90"] = ""
    free: bool = False
    stated: bool = False


class OpportunityMoveIn(Input):
    """``note``: the reason, which some steps need."""

    act: Literal[
        "submit", "take-back", "return", "publish", "postpone", "resume", "cancel", "close",
        "withdraw", "reopen",
    ]  # fmt: skip
    note: str = Field("", max_length=500)


@router.get("", response=CursorPage[OpportunityOut], url_name="opportunity_list")
@conditional
def opportunity_list(request: HttpRequest, filters: Query[OpportunityFilters]) -> dict[str, Any]:
    """List opportunities, the newest number first."""
    before = keys_of(filters.cursor, int)[0] if filters.cursor else None
    asked = filters.model_dump(exclude={"cursor", "limit"})
    wanted = read(MultiValueDict({name: [str(told)] for name, told in asked.items() if told}))
    rows = listed_after(wanted, before, filters.limit + 1)
    page = rows[: filters.limit]
    return {
        "items": [brief(row) for row in page],
        "next": cursor_after(page[-1].pk) if len(rows) > filters.limit else None,
    }


@router.get("/{number}", response=WholeOpportunity, url_name="opportunity")
@conditional
def opportunity_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read one opportunity with its dates, deadlines and terms."""
    return shown(request, number)


@router.post("/{number}/moves", response=WholeOpportunity, url_name="opportunity_moves")
def opportunity_move(
    request: HttpRequest, number: Path[Number], values: OpportunityMoveIn
) -> dict[str, Any]:
    """Publish, postpone, cancel, close or withdraw one that you write."""
    row = found(request, number)
    move_opportunity(actor=request.user, opportunity=row, act=values.act, note=values.note)
    return shown(request, number)
