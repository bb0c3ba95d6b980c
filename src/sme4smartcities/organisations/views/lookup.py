"""Fetch what an address names, as far as its reader may see it; the rest is not found."""

from typing import cast

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.lookup import or_404
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.policies import may_manage
from sme4smartcities.organisations.queries.organisations import (
    organisation_for,
    organisation_to_edit,
)


def member(request: HttpRequest) -> Member:
    """Give who signed in; the doors let nobody else to pages of members."""
    return cast(Member, request.user)


def organisation_or_404(request: HttpRequest, pk: int) -> Organisation:
    return or_404(organisation_for(request.user, pk))


def managed_or_refused(request: HttpRequest, pk: int, *, whole: bool = False) -> Organisation:
    """Give an organisation that the reader manages; 404 when unseen, 403 when only seen."""
    found = (organisation_to_edit if whole else organisation_for)(request.user, pk)
    if found is None:
        raise Http404
    if not may_manage(request.user, found):
        raise NotAllowed(_("Only the managers of this organisation can open this page. Ask them."))
    return found


def directory_url() -> str:
    try:
        return reverse("organisations:directory")
    except NoReverseMatch:
        return reverse("web:home")
