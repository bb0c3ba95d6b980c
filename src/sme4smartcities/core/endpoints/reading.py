"""How programs read: pages cut by cursors, and answers that cost nothing while nothing changed."""

import functools
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from ninja import Schema
from pydantic import Field

from sme4smartcities.core.endpoints.writing import Input
from sme4smartcities.core.etags import data_version, tag
from sme4smartcities.core.kept import telling

Item = TypeVar("Item")
CURSOR = r"^[A-Za-z0-9_-]*$"
HIDDEN = ("Authorization", "Cookie", "Accept-Language")


class TextOut(Schema):
    """One text in one language; ``state``: source, written, machine or checked."""

    text: str
    state: str


class CursorPage(Schema, Generic[Item]):
    """A page of a list; follow ``next`` until it is null."""

    items: list[Item]
    next: str | None = None


class Paging(Input):
    """Where a list goes on, and how much of it to send."""

    cursor: str = Field("", max_length=600, pattern=CURSOR)
    limit: int = Field(50, ge=1, le=200)


def conditional(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Answer 304 before an endpoint does its work, where the reader has the answer already.

    The tag of an object that can be edited ends in its revision: sent back as If-Match, it lets an
    edit through only while nobody else made one.
    """

    @functools.wraps(operation)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        version, numbers = data_version()
        current = tag(request, version).removeprefix('W/"').rstrip('"')
        for held in request.headers.get("If-None-Match", "").split(","):
            bare = held.strip().removeprefix("W/")
            if bare.strip('"').partition(".")[0] == current:
                return mark(request, HttpResponseNotModified(), bare)
        with telling(numbers):
            answer = operation(request, *args, **kwargs)
        revision = answer.get("revision") if isinstance(answer, dict) else None
        request.etag = f'"{current}.{revision}"' if revision else f'"{current}"'  # type: ignore[attr-defined]
        return answer

    return wrapped


def mark(request: HttpRequest, response: HttpResponse, etag: str = "") -> HttpResponse:
    """Say how long an answer holds, and what it depends on."""
    etag = etag or getattr(request, "etag", "")
    if etag:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache" if etag else "no-store"
    patch_vary_headers(response, HIDDEN)
    return response
