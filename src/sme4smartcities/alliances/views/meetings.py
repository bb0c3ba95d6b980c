"""Meetings: one's own, proposing one, its page, the answers, and its calendar entry."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.alliances import calendar
from sme4smartcities.alliances.forms.meetings import ProposeForm, TakeForm, TimesForm
from sme4smartcities.alliances.models import Alliance, Meeting, Offer, Slot
from sme4smartcities.alliances.policies import may_answer_meeting, may_propose
from sme4smartcities.alliances.queries.alliances import alliance_for
from sme4smartcities.alliances.queries.clocks import clock_of
from sme4smartcities.alliances.queries.meetings import meeting_for, meetings_of, whole
from sme4smartcities.alliances.services.changing import cancel_meeting, decline_meeting, other_times
from sme4smartcities.alliances.services.meeting import propose_meeting, take_times
from sme4smartcities.alliances.services.refusals import NOT_INVITED, NOT_PROPOSING
from sme4smartcities.alliances.views.clocks import keep_zone, proposal_of, times_form
from sme4smartcities.alliances.views.lookup import member, offer_or_404
from sme4smartcities.core.errors import PlatformError
from sme4smartcities.core.formats import zone as zone_named
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.core.policies import require

ACTS = {"decline": decline_meeting, "cancel": cancel_meeting}


def _found(request: HttpRequest, pk: int) -> Meeting:
    return or_404(meeting_for(request.user, pk))


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    page = page_of(meetings_of(request.user), number_from(request.GET.get("page")))
    return render(request, "alliances/meetings.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def propose_to_offer(request: HttpRequest, pk: int) -> HttpResponse:
    return _propose(request, offer_or_404(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def propose_to_alliance(request: HttpRequest, pk: int) -> HttpResponse:
    found = alliance_for(request.user, pk)
    if found is None:
        raise Http404
    return _propose(request, found)


def _propose(request: HttpRequest, about: Offer | Alliance) -> HttpResponse:
    require(may_propose(request.user, about), NOT_PROPOSING)
    form = times_form(request, ProposeForm)
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_meeting(
                actor=member(request), about=about, proposal=proposal_of(request, form)
            )
        except PlatformError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The times are on their way. The answer comes by mail."))
            return redirect(made)
    return render(request, "alliances/propose.html", {"about": about, "form": form})


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


def _page(request: HttpRequest, found: Meeting, taking: TakeForm | None = None) -> HttpResponse:
    read = whole(request.user, found)
    if taking is None and read.answers and read.slots:
        taking = _taking(request, found, read.slots)
    context = {"meeting": found, "read": read, "taking": taking}
    return render(request, "alliances/meeting.html", context)


def _taking(request: HttpRequest, found: Meeting, slots: Sequence[Slot]) -> TakeForm:
    return TakeForm(
        request.POST if request.method == "POST" else None,
        slots=slots,
        clock=clock_of(member(request)),
        there=zone_named(found.zone),
    )


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which times suit."""
    found = _found(request, pk)
    require(may_answer_meeting(request.user, found), NOT_INVITED)
    form = _taking(request, found, list(found.slots.all()))
    if form.is_valid():
        keep_zone(request, form)
        try:
            take_times(actor=request.user, meeting=found, moments=form.moments)
        except PlatformError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Your answer is on its way."))
            return redirect(found)
    return _page(request, found, taking=form)


@require_http_methods(["GET", "HEAD", "POST"])
def others(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose three other times, or move what was agreed."""
    found = _found(request, pk)
    require(may_answer_meeting(request.user, found), NOT_INVITED)
    form = times_form(request, TimesForm)
    if request.method == "POST" and form.is_valid():
        keep_zone(request, form)
        try:
            other_times(
                actor=request.user,
                meeting=found,
                moments=form.cleaned_data["moments"],
                zone=member(request).time_zone,
            )
        except PlatformError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The times are on their way. The answer comes by mail."))
            return redirect(found)
    return render(request, "alliances/others.html", {"meeting": found, "form": form})


@require_POST
def meeting_move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Decline a proposal, or call a meeting off."""
    if act not in ACTS:
        raise Http404
    found = _found(request, pk)
    ACTS[act](actor=request.user, meeting=found)
    messages.success(request, _("Done. The other side gets a mail."))
    return redirect(found)


@require_safe
def meeting_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the calendar entry of an agreed meeting, or its cancellation."""
    found = _found(request, pk)
    if found.starts_at is None:
        raise Http404
    gone = found.state == Meeting.State.CANCELLED
    text = calendar.entry(
        found,
        method=calendar.CANCEL if gone else calendar.PUBLISH,
        starts_at=found.starts_at,
        organiser=found.parties.all()[0].organisation.title,
        language=get_language() or "en",
    )
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="meeting-{found.pk}.ics"'},
    )
