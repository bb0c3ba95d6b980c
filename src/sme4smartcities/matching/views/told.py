"""What a member told matching: listed, and undone with one click."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.paging import number_from
from sme4smartcities.matching.queries.lens import feedback_of, muted_by, told_by, unmuted_by
from sme4smartcities.matching.services import feedback as services
from sme4smartcities.matching.views.lookup import member


@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    context = {
        "page": told_by(request.user, number_from(request.GET.get("page"))),
        "muted": muted_by(request.user),
        "counted": unmuted_by(request.user),
    }
    return render(request, "matching/feedback.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = feedback_of(request.user, pk)
    if found is None:
        raise Http404
    services.take_back(actor=member(request), feedback=found)
    messages.success(request, _("Taken back."))
    return redirect("matching:feedback")


@require_POST
def mute(request: HttpRequest, part: str) -> HttpResponse:
    services.mute_part(actor=member(request), part=part)
    messages.success(request, _("It counts nothing for you now. You can undo this here."))
    return redirect("matching:feedback")


@require_POST
def unmute(request: HttpRequest, part: str) -> HttpResponse:
    services.unmute_part(actor=member(request), part=part)
    messages.success(request, _("It counts again."))
    return redirect("matching:feedback")
