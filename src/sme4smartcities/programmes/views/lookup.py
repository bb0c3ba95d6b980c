"""Fetch what a request is about with the reader's own rights; the unseen is a 404."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
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


def then_language(request: HttpRequest) -> str:
    """Give the language to write in next, when a button asked for one."""
    asked = request.POST.get("then", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def writing_language(request: HttpRequest) -> str:
    """Give the language in which texts are edited: the address's, else the reader's."""
    asked = request.GET.get("in", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or "en")


def languages_of(request: HttpRequest, row: Any) -> dict[str, Any]:
    """Give the language of the texts and the others, each with whether its main text is written.

    ``row`` is what has texts, or None: then no language is offered.
    """
    if row is None:
        return {}
    written = getattr(row, "name", None) or getattr(row, "title", None) or {}
    names = dict(settings.LANGUAGES)
    now = writing_language(request)
    others = [(code, name, code in written) for code, name in names.items() if code != now]
    return {"writing": now, "writing_name": names[now], "other_languages": others}
