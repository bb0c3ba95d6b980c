"""The pages that say no: each tells what happened, what is not lost, and where to go next."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sme4smartcities.core.errors import PlatformError, TooMany


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    return render(request, f"core/error_{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a crash with a number that stands in the log as well."""
    return _page(request, 500, number=secrets.token_hex(3).upper())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, expired_form=True)


def refusal(request: HttpRequest, error: PlatformError) -> HttpResponse:
    response = _page(request, error.status, error=error)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response
