"""Three addresses for those who watch the house: is it alive, is it ready, is it well."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from sme4smartcities.core import health


def livez(request: HttpRequest) -> HttpResponse:
    """Answer whenever the process answers at all."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether this process reaches its database."""
    try:
        health.SIGNS[0]()
    except DatabaseError:
        return HttpResponse("no database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def healthz(request: HttpRequest) -> HttpResponse:
    """Show every sign without secrets; 503 when one is not well."""
    found = list(health.signs())
    body = {sign.name: {"value": sign.value, "well": sign.well} for sign in found}
    return JsonResponse(body, status=200 if all(sign.well for sign in found) else 503)
