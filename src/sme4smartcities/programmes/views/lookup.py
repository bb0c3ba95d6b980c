"""Fetch what a request is about with the reader's own rights; the unseen is a 404."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.policies import may_keep
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
        raise NotAllowed(_("Only its coordinators change a programme, and none changes a record."))
    return found


def writing_language(request: HttpRequest) -> str:
    """Give the language in which texts are edited: the address's, else the reader's."""
    asked = request.GET.get("in", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or "en")


def language_tabs(request: HttpRequest) -> dict[str, Any]:
    """Give the links that switch the language of the texts in a form."""
    tabs = [(name, f"{request.path}?in={code}") for code, name in settings.LANGUAGES]
    return {
        "language_tabs": tabs,
        "language_tab": f"{request.path}?in={writing_language(request)}",
    }
