"""See, make and revoke keys for programs."""

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sme4smartcities.accounts import services
from sme4smartcities.accounts.assurance import is_fresh, member_of
from sme4smartcities.accounts.forms import TokenForm
from sme4smartcities.accounts.policies import PLATFORM_ROLES
from sme4smartcities.accounts.queries import tokens_of
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import has_role


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """List the member's keys; make one, whose secret this answer alone shows."""
    with_roles = any(has_role(request.user, role) for role in PLATFORM_ROLES)
    form = TokenForm(request.POST or None, with_roles=with_roles)
    secret = ""
    if request.method == "POST":
        if not is_fresh(request):
            raise ReauthenticationRequired
        if form.is_valid():
            secret = _make(request, form)
            form = form if form.errors else TokenForm(with_roles=with_roles)
    context = {"form": form, "secret": secret, "tokens": tokens_of(request.user)}
    return render(request, "accounts/tokens.html", context)


def _make(request: HttpRequest, form: TokenForm) -> str:
    try:
        _token, secret = services.make_token(
            actor=member_of(request),
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            lasts=form.lasts(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return ""
    return secret


@require_POST
def token_revoke(request: HttpRequest, number: int) -> HttpResponse:
    token = tokens_of(request.user).filter(pk=number).first()
    if token is None:
        raise Http404
    services.revoke_token(actor=request.user, token=token)
    messages.success(request, _("The key is revoked."))
    return redirect("accounts:tokens")
