"""What endpoints of programmes share: their router, and finding what an address names."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.policies import require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.programmes.api.shape import whole
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.policies import may_keep
from sme4smartcities.programmes.queries import programmes
from sme4smartcities.programmes.services.refusals import NOT_YOURS

router = Router(tags=["programmes"])

Slug = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9_-]+$")]
Language = Literal["en", "es", "it", "fr", "he", "ar"]


def found(request: HttpRequest, slug: str) -> Programme:
    return or_404(programmes(request.user).filter(slug=slug).first())


def kept(request: HttpRequest, slug: str) -> Programme:
    """Give a programme that the caller keeps; one seen but not kept is refused."""
    row = found(request, slug)
    require(may_keep(request.user, row), NOT_YOURS)
    return row


def organisation(request: HttpRequest, number: int) -> Organisation:
    return or_404(in_catalogue(request.user, number))


def shown_whole(request: HttpRequest, slug: str) -> dict[str, Any]:
    return whole(found(request, slug), request.user)
