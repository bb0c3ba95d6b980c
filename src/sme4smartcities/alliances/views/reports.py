"""An offer is reported, and the coordinator reads what was reported and decides."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sme4smartcities.alliances.forms.reports import OfferReportForm, OutcomeForm
from sme4smartcities.alliances.policies import may_report
from sme4smartcities.alliances.queries.reports import open_report, open_reports
from sme4smartcities.alliances.services.refusals import NOT_YOUR_STEP
from sme4smartcities.alliances.services.reporting import (
    block_authors,
    report_offer,
    settle_offer_report,
)
from sme4smartcities.alliances.views.lookup import member, offer_or_404
from sme4smartcities.core.errors import PlatformError
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.core.policies import require

READ = ["GET", "HEAD", "POST"]


@require_http_methods(READ)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an exchange to the coordinator."""
    found = offer_or_404(request, pk)
    require(may_report(request.user, found), NOT_YOUR_STEP)
    form = OfferReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            report_offer(
                actor=member(request), offer=found, reason=values["reason"], note=values["note"]
            )
            if values["block"]:
                block_authors(actor=request.user, offer=found)
        except PlatformError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The coordinator looks at it. The other side is not told."))
            return redirect(found)
    return render(request, "alliances/report.html", {"offer": found, "form": form})


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    page = page_of(open_reports(request.user), number_from(request.GET.get("page")))
    return render(request, "alliances/reports.html", {"page": page})


@require_http_methods(READ)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a reported exchange and decide."""
    found = open_report(request.user, pk)
    if found is None:
        raise Http404
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        settle_offer_report(actor=request.user, report=found, outcome=form.cleaned_data["outcome"])
        messages.success(request, _("The report is settled."))
        return redirect("alliances:reports")
    context = {
        "report": found,
        "offer": found.offer,
        "lines": found.offer.lines.all(),
        "form": form,
    }
    return render(request, "alliances/settle.html", context)
