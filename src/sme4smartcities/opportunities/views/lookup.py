"""Fetch what a request is about with the reader's own rights; the unseen is a 404."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import formats
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.panels import give_to_panels
from sme4smartcities.core.policies import require
from sme4smartcities.opportunities.models import Opportunity
from sme4smartcities.opportunities.policies import may_edit
from sme4smartcities.opportunities.queries.opportunities import opportunity_for
from sme4smartcities.opportunities.services.refusals import NOT_YOURS


def member(request: HttpRequest) -> Member:
    """Give the signed-in reader; the doors let nobody else through to where this is asked."""
    if not isinstance(request.user, Member):
        raise Http404
    return request.user


def zone_of(request: HttpRequest) -> ZoneInfo:
    """Give the zone in which the reader's clocks run; a visitor's is the site's."""
    return formats.zone(getattr(request.user, "time_zone", "") or settings.TIME_ZONE)


def opportunity_or_404(request: HttpRequest, pk: int) -> Opportunity:
    found = opportunity_for(request.user, pk)
    if found is None:
        raise Http404
    give_to_panels(request, opportunity_for, pk, found)
    return found


def edited_or_refused(request: HttpRequest, pk: int) -> Opportunity:
    """Give one that the reader may change; one only seen is refused."""
    found = opportunity_or_404(request, pk)
    require(may_edit(request.user, found), NOT_YOURS)
    return found


def tell_form(form: Any, error: ValidationError | Refused) -> None:
    """Show on the form what the service would not take."""
    if isinstance(error, Refused):
        form.add_error(None, str(error.message))
        return
    for name, errors in getattr(error, "error_dict", {"": [error]}).items():
        form.add_error(name if name in form.fields else None, errors)
