"""Readers say that a record is wrong or must go; coordinators look at it, and at what waits."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.limits import asker
from sme4smartcities.opportunities.forms.complaints import ComplaintForm, SettleForm
from sme4smartcities.opportunities.models import Complaint
from sme4smartcities.opportunities.policies import may_complain
from sme4smartcities.opportunities.queries.opportunities import (
    complaint_with,
    open_complaints,
    waiting_for_review,
)
from sme4smartcities.opportunities.services.complaining import complain, settle_complaint
from sme4smartcities.opportunities.views.lookup import opportunity_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    found = opportunity_or_404(request, pk)
    if not may_complain(found):
        raise NotAllowed(_("Only what everybody reads can be reported."))
    form = ComplaintForm(request.POST or None)
    if request.user.is_authenticated:
        form.without_email()
    if request.method == "POST" and form.is_valid():
        complain(
            actor=request.user,
            asker=asker(request),
            opportunity=found,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            email=form.cleaned_data.get("email", ""),
        )
        messages.success(request, _("Thank you. A coordinator looks at it."))
        return redirect(found)
    return render(request, "opportunities/report.html", {"opportunity": found, "form": form})


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a coordinator: opportunities to review, and what readers say of records."""
    context = {
        "waiting": waiting_for_review(),
        "complaints": open_complaints(),
        "outcomes": Complaint.Outcome.choices,
    }
    return render(request, "opportunities/queue.html", context)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    found = complaint_with(pk)
    form = SettleForm(request.POST)
    if found is None or not form.is_valid():
        raise Http404
    settle_complaint(actor=request.user, complaint=found, outcome=form.cleaned_data["outcome"])
    messages.success(request, _("Settled."))
    return redirect("opportunities:queue")
