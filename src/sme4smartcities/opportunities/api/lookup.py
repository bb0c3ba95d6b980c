"""What endpoints of opportunities share: finding what an address names, and showing it whole."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from sme4smartcities.opportunities.api.shape import whole
from sme4smartcities.opportunities.models import Opportunity
from sme4smartcities.opportunities.queries.opportunities import opportunity_for

router = Router(tags=["opportunities"])


def found(request: HttpRequest, number: int) -> Opportunity:
    row = opportunity_for(request.user, number)
    if row is None:
        raise Http404
    return row


def shown(request: HttpRequest, number: int) -> dict[str, Any]:
    return whole(found(request, number))
