"""What changes how an organisation stands in the directory: listed, hidden, verified, merged, gone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.organisations.forms.standing import MergeForm, VerifyForm
from sme4smartcities.organisations.lifecycle import TRANSITIONS
from sme4smartcities.organisations.policies import may_move, may_verify
from sme4smartcities.organisations.queries.merging import compared, merged_entry
from sme4smartcities.organisations.queries.organisations import (
    organisation_for,
    statements_of,
    where_is,
)
from sme4smartcities.organisations.services.merging import merge as merge_organisations
from sme4smartcities.organisations.services.standing import (
    delete_organisation,
    revoke_verification,
)
from sme4smartcities.organisations.services.standing import move as take_step
from sme4smartcities.organisations.services.standing import verify as verify_organisation
from sme4smartcities.organisations.views.lookup import (
    managed_or_refused,
    member,
    organisation_or_404,
)


@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """List, take off the list, hide or show."""
    if act not in TRANSITIONS or act == "merge":
        raise Http404
    found = organisation_or_404(request, pk)
    take_step(actor=request.user, organisation=found, act=act)
    messages.success(request, _("Done."))
    return redirect(found)


def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how one knows that the organisation is what it says."""
    found = organisation_or_404(request, pk)
    form = VerifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verify_organisation(
            actor=member(request), organisation=found, note=form.cleaned_data["note"]
        )
        messages.success(request, _("It shows as verified."))
        return redirect(found)
    if not may_verify(request.user, found):
        raise NotAllowed(
            _("Only a coordinator who does not work for this organisation can verify it.")
        )
    return render(request, "organisations/verify.html", {"organisation": found, "form": form})


@require_POST
def unverify(request: HttpRequest, pk: int) -> HttpResponse:
    found = organisation_or_404(request, pk)
    revoke_verification(actor=request.user, organisation=found)
    messages.success(request, _("It no longer shows as verified."))
    return redirect(found)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the entry to keep, see both side by side, then merge."""
    found = organisation_or_404(request, pk)
    if not may_move(request.user, found, "merge"):
        raise NotAllowed(_("Only a coordinator can merge organisations."))
    form = MergeForm(request.POST or None)
    into = None
    if request.method == "POST" and form.is_valid():
        into = organisation_for(request.user, form.cleaned_data["into"])
        if into is None:
            form.add_error("into", _("There is no such entry."))
        elif "sure" in request.POST:
            merge_organisations(actor=request.user, organisation=found, into=into)
            messages.success(request, _("The two entries are one."))
            return redirect(into)
    context = {
        "organisation": found,
        "form": form,
        "into": into,
        "lines": compared(found, into) if into else [],
    }
    return render(request, "organisations/merge.html", context)


@require_GET
def merged(request: HttpRequest, pk: int) -> HttpResponse:
    """What an entry said before it was merged into another."""
    found = merged_entry(request.user, pk)
    if found is None:
        raise Http404
    context = {
        "organisation": found,
        "statements": statements_of(found),
        "places": where_is(found),
    }
    return render(request, "organisations/merged.html", context)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = managed_or_refused(request, pk)
    if request.method == "POST":
        delete_organisation(actor=request.user, organisation=found)
        messages.success(request, _("The organisation is deleted."))
        return redirect(reverse("organisations:mine"))
    context = {
        "organisation": found,
        "question": _("Delete this organisation for ever?"),
        "text": _(
            "Its profile, its people's roles and its messages are deleted. To keep them, take it off the list instead."
        ),
        "verb": _("Delete"),
        "back_url": found.get_absolute_url(),
    }
    return render(request, "organisations/confirm.html", context)
