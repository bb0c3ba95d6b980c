"""What endpoints of solutions share: finding what an address names, and showing it whole."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router

from sme4smartcities.core.lookup import or_404
from sme4smartcities.solutions.api.shape import whole
from sme4smartcities.solutions.models import Solution
from sme4smartcities.solutions.queries.solutions import solution_for

router = Router(tags=["solutions"])

Language = Literal["en", "es", "it", "fr", "he", "ar"]


def found(request: HttpRequest, number: int) -> Solution:
    return or_404(solution_for(request.user, number))


def shown(request: HttpRequest, number: int) -> dict[str, Any]:
    return whole(found(request, number), request.user)
