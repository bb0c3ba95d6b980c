"""Refusals for programs: problem documents (RFC 9457) whose sentences are in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError as ModelError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError
from pydantic import Field

from sme4smartcities.core.errors import Conflict, Message, PlatformError, Stale, TooMany

PROBLEM = "application/problem+json"
MISFIT = gettext_lazy("Some values do not fit.")


class Misfit(Schema):
    """What is wrong with one value."""

    field: str
    message: str


class BothTexts(Schema):
    """What stands there now and what you sent, so that neither is lost."""

    field: str
    theirs: str
    yours: str


class Problem(Schema):
    """RFC 9457: what was refused and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    errors: list[Misfit] = Field(default_factory=list)
    texts: list[BothTexts] = Field(default_factory=list)


def problem(
    request: HttpRequest, status: int, title: str, code: str, detail: str = "", **more: Any
) -> HttpResponse:
    body = Problem(title=title, status=status, code=code, detail=detail, **more)
    return HttpResponse(body.model_dump_json(), status=status, content_type=PROBLEM)


# Status → code and sentence, for refusals that no endpoint wrote.
PLAIN: Mapping[int, tuple[str, Message]] = {
    400: ("bad_request", gettext_lazy("The request cannot be read. Check its address and body.")),
    404: ("not_found", gettext_lazy("There is nothing here that you may see.")),
    405: (
        "method_not_allowed",
        gettext_lazy("This address does not take this method. See the header Allow."),
    ),
    413: ("too_large", gettext_lazy("The request is too large. Send less at a time.")),
    500: (
        "server_error",
        gettext_lazy("Something broke on our side. Nothing was changed; try again later."),
    ),
}


def plain_problem(request: HttpRequest, status: int) -> HttpResponse:
    """Give the document of a status that has no sentence of its own."""
    code, title = PLAIN.get(status) or PLAIN[500 if status >= 500 else 400]
    return problem(request, status, str(title), code)


def _refusal(request: HttpRequest, error: PlatformError) -> HttpResponse:
    """Say no as the domain says it; a stale revision sent as If-Match is a failed precondition."""
    precondition = isinstance(error, Stale) and "If-Match" in request.headers
    texts = [
        {"field": field, "theirs": theirs, "yours": yours}
        for field, (theirs, yours) in (error.texts if isinstance(error, Conflict) else {}).items()
    ]
    status = 412 if precondition else error.status
    response = problem(request, status, str(error.message), error.code, texts=texts)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return plain_problem(request, 404)


def _unauthorised(request: HttpRequest, error: Exception) -> HttpResponse:
    response = problem(
        request, 401, _("Sign in, or send a bearer token of yours."), "not_authenticated"
    )
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _field(place: Sequence[str | int]) -> str:
    """Name a value as its sender knows it: without our name for the whole body or query."""
    known = place[2:] if len(place) > 2 else place[1:]
    return ".".join(str(part) for part in known)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"field": _field(item["loc"]), "message": said_of(item)} for item in error.errors]
    return problem(request, 422, str(MISFIT), "invalid", errors=errors)


# Kind of error that pydantic names → the sentence about it; of its numbers and limits.
SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda at: _("This value is needed."),
    "extra_forbidden": lambda at: _("There is no field of this name here."),
    "string_type": lambda at: _("Write a text here."),
    "string_too_short": lambda at: (
        ngettext(
            "Write at least %(n)d character.", "Write at least %(n)d characters.", at["min_length"]
        )
        % {"n": at["min_length"]}
    ),
    "string_too_long": lambda at: (
        ngettext(
            "Write at most %(n)d character.", "Write at most %(n)d characters.", at["max_length"]
        )
        % {"n": at["max_length"]}
    ),
    "string_pattern_mismatch": lambda at: _("This text has signs that have no place here."),
    "greater_than_equal": lambda at: _("Give a number of at least %(n)s.") % {"n": at["ge"]},
    "less_than_equal": lambda at: _("Give a number of at most %(n)s.") % {"n": at["le"]},
    "less_than": lambda at: _("Give a smaller number."),
    "int_type": lambda at: _("Give a whole number."),
    "int_parsing": lambda at: _("Give a whole number."),
    "int_from_float": lambda at: _("Give a whole number."),
    "bool_type": lambda at: _("Give true or false."),
    "list_type": lambda at: _("Give a list."),
    "too_long": lambda at: _("This list holds too much: at most %(n)s.") % {"n": at["max_length"]},
    "literal_error": lambda at: _("Choose one of these: %(values)s.") % {"values": at["expected"]},
    "json_invalid": lambda at: _("This is no JSON."),
}


def said_of(item: Mapping[str, Any]) -> str:
    """Say what is wrong with a value, in the reader's language."""
    sentence = SENTENCES.get(str(item.get("type", "")))
    return sentence(item.get("ctx", {})) if sentence else _("This value does not fit here.")


def _invalid_model(request: HttpRequest, error: ModelError) -> HttpResponse:
    named = getattr(error, "error_dict", None)
    by_field = error.message_dict if named else {"": error.messages}
    errors = [
        {"field": "" if field == "__all__" else field, "message": str(message)}
        for field, messages in by_field.items()
        for message in messages
    ]
    return problem(request, 422, str(MISFIT), "invalid", errors=errors)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return plain_problem(request, error.status_code)


def answer_problems(api: NinjaAPI) -> None:
    """Make the API answer every refusal as problem+json."""
    api.exception_handler(PlatformError)(_refusal)
    api.exception_handler(Http404)(_not_found)
    api.exception_handler(AuthenticationError)(_unauthorised)
    api.exception_handler(AuthorizationError)(_unauthorised)
    api.exception_handler(ValidationError)(_invalid)
    api.exception_handler(ModelError)(_invalid_model)
    api.exception_handler(HttpError)(_http)
