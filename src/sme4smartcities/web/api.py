"""The search over everything for programs, with the caller's own rights."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from sme4smartcities.core.endpoints import Code, Input, conditional
from sme4smartcities.core.endpoints.reading import CURSOR
from sme4smartcities.core.paging import LAST_PAGE, cursor_after, keys_of
from sme4smartcities.web.queries.found import found, plain_snippet

router = Router(tags=["search"])


class SearchQuestion(Input):
    """``kind`` is one of those that an answer counts."""

    q: str = Field(min_length=1, max_length=200)
    kind: Code | None = None
    cursor: str = Field("", max_length=600, pattern=CURSOR)


class KindOut(Schema):
    code: str
    label: str
    count: int


class ResultOut(Schema):
    """``badge`` says where a thing comes from when it is not of today's life: record, example."""

    kind: str
    id: int
    title: str
    url: str
    snippet: str
    badge: str


class FoundOut(Schema):
    """A page of what was found, best first, with the number of hits of each kind."""

    kinds: list[KindOut]
    items: list[ResultOut]
    suggestions: list[str]
    next: str | None = None


@router.get("", response=FoundOut, url_name="search")
@conditional
def search(request: HttpRequest, question: Query[SearchQuestion]) -> dict[str, Any]:
    """Find words in everything you may see, in any of the six languages."""
    number = keys_of(question.cursor, int)[0] if question.cursor else 1
    number = max(1, min(number, LAST_PAGE))
    answer = found(request.user, question.q, question.kind or "", number)
    page = answer.page
    return {
        "kinds": [
            {"code": one.code, "label": str(one.label), "count": one.count} for one in answer.kinds
        ],
        "items": [
            {
                "kind": row.card.subject.kind,
                "id": row.card.subject.id,
                "title": row.card.title,
                "url": row.card.url,
                "snippet": plain_snippet(row.snippet),
                "badge": str(row.card.badge),
            }
            for row in (page.rows if page.number == number else ())
        ],
        "suggestions": [one.name for one in answer.suggestions],
        "next": cursor_after(page.number + 1) if page.number == number and page.has_next else None,
    }
