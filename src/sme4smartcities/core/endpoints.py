"""What every endpoint of the API shares: problem documents, scopes, cursor pages, tags."""

import functools
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from django.core.exceptions import ValidationError as ModelError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError
from pydantic import Field

from sme4smartcities.core.errors import NotAllowed, PlatformError, TooMany
from sme4smartcities.core.etags import tag

Item = TypeVar("Item")
PROBLEM = "application/problem+json"


class Problem(Schema):
    """RFC 9457: what was refused and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    errors: list[dict[str, str]] = Field(default_factory=list)


class CursorPage(Schema, Generic[Item]):
    """A page of a list; follow ``next`` until it is null."""

    items: list[Item]
    next: str | None = None


class Token(Protocol):
    """A bearer token as an endpoint sees it."""

    scopes: frozenset[str]


def problem(
    request: HttpRequest, status: int, title: str, code: str, detail: str = "", **more: Any
) -> HttpResponse:
    body = Problem(title=title, status=status, code=code, detail=detail, **more)
    return HttpResponse(body.model_dump_json(), status=status, content_type=PROBLEM)


def require_scope(request: HttpRequest, scope: str) -> None:
    """Refuse a token that was not made for this; a signed-in browser session has every scope."""
    token: Token | None = getattr(request, "token", None)
    if token is not None and scope not in token.scopes:
        raise NotAllowed(
            _("This token lacks the scope “%(scope)s”. Make one that has it.") % {"scope": scope},
            code="scope_missing",
        )


def conditional(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Answer 304 before an endpoint does its work, where the reader has the answer already."""

    @functools.wraps(operation)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        current = tag(request)
        if current in request.headers.get("If-None-Match", ""):
            response = HttpResponseNotModified()
            response.headers["ETag"] = current
            return response
        request.etag = current  # type: ignore[attr-defined]
        return operation(request, *args, **kwargs)

    return wrapped


def _refusal(request: HttpRequest, error: PlatformError) -> HttpResponse:
    response = problem(request, error.status, str(error.message), error.code)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404, _("There is nothing here that you may see."), "not_found")


def _unauthorised(request: HttpRequest, error: Exception) -> HttpResponse:
    response = problem(
        request, 401, _("Sign in, or send a bearer token of yours."), "not_authenticated"
    )
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"field": ".".join(str(part) for part in item["loc"][1:]), "message": str(item["msg"])}
        for item in error.errors
    ]
    return problem(request, 422, _("Some values do not fit."), "invalid", errors=errors)


def _invalid_model(request: HttpRequest, error: ModelError) -> HttpResponse:
    errors = [
        {"field": field, "message": str(message)}
        for field, messages in getattr(error, "message_dict", {"": error.messages}).items()
        for message in messages
    ]
    return problem(request, 422, _("Some values do not fit."), "invalid", errors=errors)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, str(error), "bad_request")


def answer_problems(api: NinjaAPI) -> None:
    """Make the API answer every refusal as problem+json."""
    api.exception_handler(PlatformError)(_refusal)
    api.exception_handler(Http404)(_not_found)
    api.exception_handler(AuthenticationError)(_unauthorised)
    api.exception_handler(AuthorizationError)(_unauthorised)
    api.exception_handler(ValidationError)(_invalid)
    api.exception_handler(ModelError)(_invalid_model)
    api.exception_handler(HttpError)(_http)
