"""The pages that say no: each tells what happened, what is not lost, and where to go next."""

import logging
import secrets
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from sme4smartcities.core.context import house
from sme4smartcities.core.errors import PlatformError, TooMany

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
log = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    return render(request, f"core/error_{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 413 if isinstance(exception, TOO_LARGE) else 400)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(request, 413)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a crash with a number that stands in the log as well.

    Asks the database nothing and knows no member: it may be the database that is down.
    """
    number = secrets.token_hex(3).upper()
    log.error("error page %s for %r", number, request.path)
    context = {**house(request), "number": number}
    return HttpResponse(render_to_string("core/error_500.html", context), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, expired_form=True)


def refusal(request: HttpRequest, error: PlatformError) -> HttpResponse:
    response = _page(request, error.status, error=error)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response
