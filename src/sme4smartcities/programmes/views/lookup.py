"""Fetch what a request is about with the reader's own rights; the unseen is a 404."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.policies import holds_back
from sme4smartcities.programmes.models import Edition, Programme
from sme4smartcities.programmes.policies import may_keep, may_keep_edition
from sme4smartcities.programmes.queries import programmes


def member(request: HttpRequest) -> Member:
    """Give the signed-in reader; the doors let nobody else through to where this is asked."""
    if not isinstance(request.user, Member):
        raise Http404
    return request.user


def programme_or_404(request: HttpRequest, slug: str) -> Any:
    return get_object_or_404(programmes(request.user), slug=slug)


def kept_or_refused(request: HttpRequest, slug: str) -> Programme:
    """Give a programme that the reader keeps; one seen but not kept is refused."""
    found: Programme = programme_or_404(request, slug)
    if not may_keep(request.user, found):
        if holds_back(request.user, "coordinator"):
            raise NotAllowed(
                _("Your rights as coordinator sleep until you sign in with a second step.")
            )
        raise NotAllowed(_("Only its coordinators change a programme, and none changes a record."))
    return found


def edition_or_refused(request: HttpRequest, edition: Edition) -> Edition:
    """Give an edition that the reader may change: its own coordinators may, too."""
    if not may_keep_edition(request.user, edition):
        raise NotAllowed(_("Only its coordinators change an edition."))
    return edition
