"""The tour's own doors: become a role of the Example, find one of its organisations."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.accounts.assurance import list_browser, note_proof
from sme4smartcities.core.goals import inner
from sme4smartcities.demo import queries

BACKEND = "sme4smartcities.accounts.backends.MemberBackend"


@require_POST
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as a role account, with its second factor where it has one; in demo mode only."""
    member = queries.role_account(role) if settings.DEMO else None
    if member is None:
        raise Http404
    login(request, member, backend=BACKEND)
    list_browser(request)
    if factor := queries.second_factor(member):
        note_proof(request, factor)
    return redirect(inner(request.POST.get("next", "")) or "web:desk")


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the profile of an invented organisation, whatever its number is here."""
    organisation = queries.organisation_named(key) if settings.DEMO else None
    if organisation is None:
        raise Http404
    return redirect(organisation)
