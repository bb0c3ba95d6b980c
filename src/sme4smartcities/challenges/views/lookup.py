"""Fetch what a request is about with the reader's own rights; the unseen is a 404."""

from functools import partial
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.forms.studio import OwnerChoice
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.policies import is_writer, may_create, may_edit
from sme4smartcities.challenges.queries.challenges import challenge_for, owners_for
from sme4smartcities.challenges.services.refusals import NOT_OWNER, NOT_YOURS
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.panels import give_to_panels
from sme4smartcities.core.policies import Actor, holds_back
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.policies import is_coordinator
from sme4smartcities.programmes.queries import organisation_named


def member(request: HttpRequest) -> Member:
    """Give who signed in; the doors let nobody else to pages of members."""
    return cast(Member, request.user)


def challenge_or_404(request: HttpRequest, pk: int) -> Challenge:
    found = challenge_for(request.user, pk)
    if found is None:
        raise Http404
    give_to_panels(request, challenge_for, pk, found)
    return found


def owner_choice(request: HttpRequest) -> OwnerChoice:
    """Give for whom the reader may open a challenge: a coordinator for whom he or she names."""
    if is_coordinator(request.user):
        return OwnerChoice(find=partial(_owner_named, request.user))
    owners = owners_for(request.user)
    if not owners:
        raise NotAllowed(NOT_OWNER)
    return OwnerChoice(owners=owners)


def _owner_named(actor: Actor, typed: str) -> Organisation | None:
    found = organisation_named(actor, typed)
    return found if found and may_create(actor, found) else None


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
