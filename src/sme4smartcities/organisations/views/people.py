"""The people of an organisation: who they are, who asks to join, who is asked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.lookup import or_404
from sme4smartcities.organisations.forms.people import AppearanceForm, InviteForm, JoinForm
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.policies import is_among, may_ask_to_join
from sme4smartcities.organisations.queries.people import (
    affiliation_of,
    claimable_by,
    confirmed_domains,
    open_invitations,
    people_of,
    person_of,
    request_for,
    waiting_requests,
)
from sme4smartcities.organisations.services import joining
from sme4smartcities.organisations.services import people as service
from sme4smartcities.organisations.views.lookup import (
    managed_or_refused,
    member,
    organisation_or_404,
)

ANSWERS = {
    "accept": joining.accept_request,
    "decline": joining.decline_request,
    "withdraw": joining.withdraw_request,
}


def people(request: HttpRequest, pk: int) -> HttpResponse:
    first = {"role": "member", "language": get_language() or "en"}
    return people_page(request, managed_or_refused(request, pk), InviteForm(initial=first))


def people_page(request: HttpRequest, found: Organisation, form: InviteForm) -> HttpResponse:
    context = {
        "organisation": found,
        "people": people_of(found),
        "requests": waiting_requests(request.user, found),
        "invitations": open_invitations(found),
        "form": form,
    }
    return render(request, "organisations/people.html", context)


def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the managers to be let in."""
    found = organisation_or_404(request, pk)
    if is_among(request.user, found) or not may_ask_to_join(request.user, found):
        return redirect(found)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        joining.ask_to_join(
            actor=member(request), organisation=found, message=form.cleaned_data["message"]
        )
        messages.success(
            request, _("Your request is with the managers. You get a mail when they answer.")
        )
        return redirect(found)
    return render(request, "organisations/join.html", {"organisation": found, "form": form})


@require_POST
def answer(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Accept, decline or withdraw a request to join."""
    asked = request_for(request.user, pk)
    if asked is None or act not in ANSWERS:
        raise Http404
    ANSWERS[act](actor=member(request), request=asked)
    if act == "withdraw":
        messages.success(request, _("Your request is withdrawn."))
        return redirect(asked.organisation)
    messages.success(request, _("Your answer is on its way by mail."))
    return redirect(reverse("organisations:people", args=(asked.organisation_id,)))


def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take charge of an organisation that nobody manages; the page says what that takes."""
    found = organisation_or_404(request, pk)
    actor = member(request)
    if request.method == "POST":
        service.claim_organisation(actor=actor, organisation=found)
        messages.success(request, _("You manage this organisation now. Look through its profile."))
        return redirect(reverse("organisations:edit", args=(found.pk, "basics")))
    context = {
        "organisation": found,
        "possible": claimable_by(actor).filter(pk=found.pk).exists(),
        "domains": sorted(confirmed_domains(actor)),
    }
    return render(request, "organisations/claim.html", context)


def myself(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who may see that one works there, and as what."""
    found = organisation_or_404(request, pk)
    actor = member(request)
    held = affiliation_of(actor, found)
    if not is_among(actor, found):
        raise Http404
    first = {"function": held.function, "shown": held.shown} if held else {"shown": 0}
    form = AppearanceForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        service.show_myself(actor=actor, organisation=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"organisation": found, "form": form}
    return render(request, "organisations/myself.html", context)


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    found = organisation_or_404(request, pk)
    if request.method == "POST":
        service.leave(actor=member(request), organisation=found)
        messages.success(request, _("You no longer work for this organisation here."))
        return redirect(found)
    if not is_among(request.user, found):
        return redirect(found)
    return _ask(
        request,
        found,
        question=_("Leave this organisation?"),
        text=_("You can no longer act for it. To come back, a manager has to let you in again."),
        verb=_("Leave"),
    )


@require_POST
def appoint(request: HttpRequest, pk: int, person: int, role: str) -> HttpResponse:
    """Make somebody manager, or only one of the people."""
    found = managed_or_refused(request, pk)
    whom = _person(found, person)
    service.appoint(actor=request.user, organisation=found, member=whom, role=role)
    messages.success(request, _("The role is changed."))
    if whom.pk == request.user.pk and role == "member":
        return redirect(found)
    return redirect(reverse("organisations:people", args=(pk,)))


def remove(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Take somebody off the list of people, after a question."""
    found = managed_or_refused(request, pk)
    whom = _person(found, person)
    if request.method == "POST":
        service.remove_person(actor=request.user, organisation=found, member=whom)
        messages.success(request, _("This person no longer acts for the organisation."))
        return redirect(reverse("organisations:people", args=(pk,)))
    return _ask(
        request,
        found,
        question=_("Remove this person?"),
        text=_("%(name)s can no longer act for the organisation. No mail is sent.")
        % {"name": whom.name},
        verb=_("Remove"),
    )


def _person(found: Organisation, number: int) -> Member:
    return or_404(person_of(found, number))


def _ask(request: HttpRequest, found: Organisation, **words: str) -> HttpResponse:
    context = {"organisation": found, "back_url": found.get_absolute_url(), **words}
    return render(request, "organisations/confirm.html", context)
