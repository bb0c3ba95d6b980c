"""The forms by which an organisation turns to another: "I can help", "we have this problem"."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sme4smartcities.alliances.forms.meetings import MeetForm
from sme4smartcities.alliances.forms.offers import HelpForm, NeedForm, TurningForm
from sme4smartcities.alliances.models import Meeting, Offer
from sme4smartcities.alliances.policies import may_offer_help, takes_part
from sme4smartcities.alliances.queries.offers import (
    authorities_for,
    open_challenges_of,
    owners_of,
    senders_for,
    solutions_of,
)
from sme4smartcities.alliances.services.meeting import TITLE
from sme4smartcities.alliances.services.offering import (
    offer_help,
    offer_to_organisation,
    say_need,
)
from sme4smartcities.alliances.services.refusals import APART, NOT_OFFERED, OWN_CHALLENGE
from sme4smartcities.alliances.services.turning import turn_with_times
from sme4smartcities.alliances.views.clocks import proposal_of, times_form
from sme4smartcities.alliances.views.lookup import (
    challenge_or_404,
    member,
    organisation_or_404,
    solution_or_404,
)
from sme4smartcities.core.errors import NotAllowed, Refused, TooMany

READ = ["GET", "HEAD", "POST"]


@require_http_methods(READ)
def help_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer help with a challenge. What is typed stays on the page when it closed meanwhile."""
    found = challenge_or_404(request, pk)
    if not may_offer_help(request.user, found):
        raise NotAllowed(OWN_CHALLENGE)
    form = _help_form(request, found.layer, {found.owner_id, *found.supporting})

    def send() -> Offer:
        return offer_help(
            actor=member(request),
            sender=form.chosen("sender"),
            challenge=found,
            text=form.cleaned_data["text"],
            solution=form.chosen("solution"),
        )

    context = {"challenge": found, "closed": not found.is_open, "to": found.owner}
    return _turned(request, form, send, "help", context)


@require_http_methods(READ)
def help_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer help to an organisation that matching has found."""
    found = organisation_or_404(request, pk)
    if not takes_part(found):
        raise NotAllowed(APART)
    form = _help_form(request, found.layer, {found.pk})

    def send() -> Offer:
        return offer_to_organisation(
            actor=member(request),
            sender=form.chosen("sender"),
            receiver=found,
            text=form.cleaned_data["text"],
            solution=form.chosen("solution"),
        )

    return _turned(request, form, send, "help", {"to": found})


@require_http_methods(READ)
def need_solution(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the owners of a solution that one's city has its problem."""
    found = solution_or_404(request, pk)
    owners = owners_of(found)
    if not owners or found.is_record or found.state != "published":
        raise NotAllowed(NOT_OFFERED)
    senders = authorities_for(request.user, found.layer, {one.pk for one in owners})
    form = NeedForm(
        _posted(request),
        senders=senders,
        owners=owners,
        challenges=open_challenges_of(senders),
        initial=_asked(request, "challenge"),
    )

    def send() -> Offer:
        return say_need(
            actor=member(request),
            sender=form.chosen("sender"),
            solution=found,
            receiver=form.chosen("receiver"),
            text=form.cleaned_data["text"],
            challenge=form.chosen("challenge"),
        )

    return _turned(request, form, send, "need", {"about": found})


@require_http_methods(READ)
def need_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell an organisation that matching has found that one's city needs what it does."""
    found = organisation_or_404(request, pk)
    if not takes_part(found):
        raise NotAllowed(APART)
    senders = authorities_for(request.user, found.layer, {found.pk})
    form = NeedForm(
        _posted(request),
        senders=senders,
        owners=[found],
        challenges=open_challenges_of(senders),
        initial=_asked(request, "challenge"),
    )

    def send() -> Offer:
        return say_need(
            actor=member(request),
            sender=form.chosen("sender"),
            receiver=found,
            text=form.cleaned_data["text"],
            challenge=form.chosen("challenge"),
        )

    return _turned(request, form, send, "need", {"about": found})


def _help_form(request: HttpRequest, layer: str, without: set[int]) -> HelpForm:
    senders = senders_for(request.user, layer, without)
    return HelpForm(
        _posted(request),
        senders=senders,
        solutions=solutions_of(senders),
        initial=_asked(request, "solution", "sender"),
    )


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest, *names: str) -> Mapping[str, str]:
    """Give what the address chooses beforehand; a choice that is not there is never shown."""
    return {name: request.GET[name] for name in names if name in request.GET}


def _turned(
    request: HttpRequest,
    form: TurningForm,
    send: Callable[[], Offer],
    page: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Send what was filled in, with ``?meet`` three times along with it, or show what stands in the way."""
    status, times = 200, _times(request, context) if form.rows["sender"] else None
    valid = [one.is_valid() for one in (form, times) if one is not None]
    if request.method == "POST" and all(valid):
        try:
            made = send() if times is None else _with_times(request, send, times)
        except (Refused, TooMany) as error:
            form.add_error(None, str(error.message))
            status = error.status
        else:
            messages.success(request, _("It is on its way. The answer comes here and by mail."))
            return redirect(made)
    context = {**context, "form": form, "times": times, "speaks": bool(form.rows["sender"])}
    return render(request, f"alliances/{page}.html", context, status=status)


def _times(request: HttpRequest, context: Mapping[str, Any]) -> MeetForm | None:
    """Give the form of the times, where the address asks to meet at once; it is called like its matter."""
    if "meet" not in request.GET:
        return None
    matter = context.get("challenge") or context.get("about") or context["to"]
    return times_form(request, MeetForm, title=str(matter)[:TITLE])


def _with_times(request: HttpRequest, send: Callable[[], Offer], times: MeetForm) -> Meeting:
    return turn_with_times(actor=member(request), turn=send, proposal=proposal_of(request, times))
