"""Followers stop the mails about a challenge, by the link in one of them or on its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from sme4smartcities.challenges import services
from sme4smartcities.challenges.views.lookup import challenge_or_404, member


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop by the link of a mail: opening it changes nothing, the button (or the mail program's
    own, RFC 8058) does. The word in the link is the secret, so no session is asked for."""
    services.read_token(token)
    stopped = request.method == "POST"
    if stopped:
        services.stop_by_link(token=token)
    return render(request, "challenges/stop.html", {"stopped": stopped})


@require_POST
def mails(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Have mails about a challenge that one follows, or none."""
    found = challenge_or_404(request, pk)
    services.set_mails(actor=member(request), challenge=found, on=act == "on")
    if act == "on":
        messages.success(request, _("You get a mail when something happens here."))
    else:
        messages.success(request, _("No more mails. News still stand on your desk."))
    return redirect(found)
