"""Fetch what a request is about with the reader's own rights; the unseen is a 404."""

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.policies import is_writer, may_edit
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.challenges.services.refusals import NOT_YOURS
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.panels import give_to_panels
from sme4smartcities.core.policies import holds_back


def member(request: HttpRequest) -> Member:
    """Give who signed in; the doors let nobody else to pages of members."""
    return cast(Member, request.user)


def challenge_or_404(request: HttpRequest, pk: int) -> Challenge:
    found = challenge_for(request.user, pk)
    if found is None:
        raise Http404
    give_to_panels(request, challenge_for, pk, found)
    return found


def written_or_refused(request: HttpRequest, pk: int) -> Challenge:
    """Give a challenge that the reader belongs to the writers of; one only seen is refused."""
    found = challenge_or_404(request, pk)
    if found.is_record or not is_writer(request.user, found):
        if holds_back(request.user, "coordinator"):
            raise NotAllowed(
                _("Your rights as coordinator sleep until you sign in with a second step.")
            )
        raise NotAllowed(NOT_YOURS)
    return found


def edited_or_refused(request: HttpRequest, pk: int) -> Challenge:
    """Give a challenge whose texts the reader may change now."""
    found = written_or_refused(request, pk)
    if not may_edit(request.user, found):
        raise NotAllowed(NOT_YOURS)
    return found


def writing_language(request: HttpRequest, row: Challenge) -> str:
    """Say in which language texts are written: the one asked for, else that of the source."""
    asked = request.GET.get("text", "")
    known = dict(settings.LANGUAGES)
    source = row.source_language if row.source_language in known else get_language()
    return asked if asked in known else (source or "en")
