"""What endpoints of solutions share: finding what an address names, and showing it whole."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Router

from sme4smartcities.solutions.api.shape import whole
from sme4smartcities.solutions.models import Solution
from sme4smartcities.solutions.queries.solutions import solution_for

router = Router(tags=["solutions"])

Language = Literal["en", "es", "it", "fr", "he", "ar"]


def found(request: HttpRequest, number: int) -> Solution:
    row = solution_for(request.user, number)
    if row is None:
        raise Http404
    return row


def shown(request: HttpRequest, number: int) -> dict[str, Any]:
    return whole(found(request, number), request.user)
