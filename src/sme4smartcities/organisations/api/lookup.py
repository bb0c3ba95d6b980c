"""What endpoints of organisations share: finding what an address or a code names."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.lookup import or_404
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.policies import may_manage
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import known_term

router = Router(tags=["organisations"])

Language = Literal["en", "es", "it", "fr", "he", "ar"]
Line = Annotated[str, Field(max_length=200)]


def member(request: HttpRequest) -> Member:
    """Give who calls an endpoint that the API's door opens to members alone."""
    assert isinstance(request.user, Member)
    return request.user


def found(request: HttpRequest, number: int) -> Organisation:
    return or_404(in_catalogue(request.user, number))


def managed(request: HttpRequest, number: int) -> Organisation:
    row = found(request, number)
    if not may_manage(request.user, row):
        raise NotAllowed(_("Only the managers of this organisation can do this. Ask them."))
    return row


def known_or_none(vocabulary: str, code: str | None) -> Term | None:
    return known_term(vocabulary, code) if code else None


def all_known(vocabulary: str, codes: list[str]) -> list[Term]:
    return [known_term(vocabulary, code) for code in codes]
