"""See how one signs in and where one is signed in; end sessions; be asked for a second step."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.accounts import services
from sme4smartcities.accounts.assurance import stay_signed_in
from sme4smartcities.accounts.queries import factors_of, sessions_of
from sme4smartcities.core.goals import inner


def overview(request: HttpRequest) -> HttpResponse:
    context = {
        "factors": factors_of(request.user),
        "sessions": sessions_of(request.user, request.session.session_key),
    }
    return render(request, "accounts/security.html", context)


def second_step(request: HttpRequest) -> HttpResponse:
    """Stand between a coordinator or operator and pages that need more than a password."""
    goal = inner(request.GET.get("next", "")) or reverse("web:desk")
    if not factors_of(request.user).any:
        return render(request, "accounts/second_step.html", {"next": goal})
    ways = get_adapter().get_reauthentication_methods(request.user)
    return redirect(f"{ways[0]['url']}?{urlencode({'next': goal})}")


@require_POST
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    services.end_one_session(actor=request.user, session_id=number)
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:security")


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    services.end_other_sessions(actor=request.user, keep=request.session.session_key or "")
    stay_signed_in(request, request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("accounts:security")
