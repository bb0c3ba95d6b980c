"""Invitations of colleagues: sent from the page of people, answered by the link of the mail."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.lookup import or_404
from sme4smartcities.organisations.forms.people import InviteForm
from sme4smartcities.organisations.models import Invitation
from sme4smartcities.organisations.queries.people import (
    invitation_by,
    invitation_of,
    invitations_for,
)
from sme4smartcities.organisations.services import inviting
from sme4smartcities.organisations.views.lookup import managed_or_refused, member
from sme4smartcities.organisations.views.people import people_page


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    found = managed_or_refused(request, pk)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            inviting.invite_colleague(
                actor=member(request), organisation=found, **form.cleaned_data
            )
        except Refused as error:
            form.add_error("email", str(error.message))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect(reverse("organisations:people", args=(pk,)))
    return people_page(request, found, form)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    sent = invitation_of(request.user, pk)
    if sent is None:
        raise Http404
    inviting.withdraw_invitation(actor=member(request), invitation=sent)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect(reverse("organisations:people", args=(sent.organisation_id,)))


def _by(token: str) -> Invitation:
    return or_404(invitation_by(token))


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites; opening the link changes nothing, the button lets in."""
    found = _by(token)
    if request.method == "POST":
        if not request.user.is_authenticated:
            raise NotAllowed(_("Sign in first, then open the link again."))
        organisation = inviting.accept_invitation(actor=member(request), invitation=found)
        messages.success(request, _("You act for this organisation now."))
        return redirect(organisation)
    inviting.require_open(found, found.organisation)
    return render(request, "organisations/invitation.html", {"invitation": found, "token": token})


@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    inviting.decline_invitation(invitation=_by(token))
    messages.success(request, _("The invitation is declined."))
    return redirect(reverse("web:home"))


def _mine(request: HttpRequest, pk: int) -> Invitation:
    return or_404(invitations_for(member(request)).filter(pk=pk).first())


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Come in without the mail: the invitation went to a confirmed address of the reader."""
    organisation = inviting.accept_invitation(actor=member(request), invitation=_mine(request, pk))
    messages.success(request, _("You act for this organisation now."))
    return redirect(organisation)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    inviting.decline_invitation(invitation=_mine(request, pk))
    messages.success(request, _("The invitation is declined."))
    return redirect(reverse("organisations:mine"))
