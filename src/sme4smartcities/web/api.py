"""The search over everything for programs, with the caller's own rights."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from sme4smartcities.core.endpoints import Code, Input, conditional
from sme4smartcities.core.endpoints.reading import CURSOR
from sme4smartcities.core.paging import LAST_PAGE, cursor_after, keys_of
from sme4smartcities.web.queries.found import Asked, Choice, found, plain_snippet

router = Router(tags=["search"])


class SearchQuestion(Input):
    """``kind``, ``language`` and ``place`` are of those that an answer counts."""

    q: str = Field(min_length=1, max_length=400)
    kind: Code | None = None
    language: Code | None = None
    place: Code | None = None
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
    languages: list[KindOut]
    places: list[KindOut]
    items: list[ResultOut]
    suggestions: list[str]
    next: str | None = None


@router.get("", response=FoundOut, url_name="search")
@conditional
def search(request: HttpRequest, question: Query[SearchQuestion]) -> dict[str, Any]:
    """Find words, and what means something alike, in everything you may see, in any of the six
    languages."""
    number = keys_of(question.cursor, int)[0] if question.cursor else 1
    number = max(1, min(number, LAST_PAGE))
    asked = Asked(question.q, question.kind or "", question.language or "", question.place or "")
    answer = found(request.user, asked, number)
    page = answer.page
    return {
        "kinds": _told(answer.kinds),
        "languages": _told(answer.languages),
        "places": _told(answer.places),
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


def _told(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    return [{"code": one.code, "label": str(one.label), "count": one.count} for one in choices]
