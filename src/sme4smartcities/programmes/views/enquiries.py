"""Members write to those who run a programme, read the answers, and report what is wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.conversing import ReplyForm
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.organisations.models import Report
from sme4smartcities.programmes import services
from sme4smartcities.programmes.forms.programme import (
    EnquiryForm,
    EnquiryReportForm,
)
from sme4smartcities.programmes.models import Enquiry
from sme4smartcities.programmes.policies import answers_for, may_enquire, may_settle, may_talk
from sme4smartcities.programmes.queries.enquiries import enquiries_of, messages_of
from sme4smartcities.programmes.views.lookup import member, programme_or_404


def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to the coordinators of a programme."""
    found = programme_or_404(request, slug)
    if not may_enquire(request.user, found):
        raise NotAllowed(_("You cannot write to this programme here."))
    form = EnquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = services.write_to_programme(
                actor=member(request), programme=found, **form.cleaned_data
            )
        except Refused as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Your message is sent. The answer comes here."))
            return redirect("programmes:enquiry", begun.pk)
    return render(request, "programmes/write.html", {"programme": found, "form": form})


@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    page = page_of(enquiries_of(request.user), number_from(request.GET.get("page")))
    return render(request, "programmes/enquiries.html", {"page": page})


def _found(request: HttpRequest, pk: int) -> Enquiry:
    found: Enquiry = get_object_or_404(enquiries_of(request.user), pk=pk)
    return found


def enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read an enquiry and answer."""
    found = _found(request, pk)
    takes_part = may_talk(request.user, found)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.answer_enquiry(
            actor=member(request), enquiry=found, text=form.cleaned_data["text"]
        )
        return redirect(f"{reverse('programmes:enquiry', args=(pk,))}#last")
    if takes_part:
        services.mark_enquiry_read(actor=member(request), enquiry=found)
    context = {
        "enquiry": found,
        "messages_in_order": messages_of(found),
        "form": form,
        "takes_part": takes_part,
        "outward": answers_for(request.user, found),
        "outcomes": Report.Outcome.choices
        if found.is_reported and may_settle(request.user)
        else (),
    }
    return render(request, "programmes/enquiry.html", context)


@require_POST
def enquiry_close(request: HttpRequest, pk: int) -> HttpResponse:
    services.close_enquiry(actor=member(request), enquiry=_found(request, pk))
    messages.success(request, _("The conversation is closed."))
    return redirect("programmes:enquiry", pk)


def enquiry_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an enquiry to the coordinators of the platform."""
    found = _found(request, pk)
    form = EnquiryReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.report_enquiry(actor=member(request), enquiry=found, **form.cleaned_data)
        messages.success(request, _("The coordinator looks at it. The other side is not told."))
        return redirect("programmes:enquiry", pk)
    return render(request, "programmes/enquiry_report.html", {"enquiry": found, "form": form})


@require_POST
def enquiry_settle(request: HttpRequest, pk: int) -> HttpResponse:
    outcome = request.POST.get("outcome", "")
    if outcome not in Report.Outcome.values:
        raise Refused(_("Choose what follows."))
    services.settle_enquiry(actor=member(request), enquiry=_found(request, pk), outcome=outcome)
    messages.success(request, _("The report is settled."))
    return redirect("programmes:enquiry", pk)
