"""The authorities behind a challenge: its owner invites, others ask, both answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sme4smartcities.challenges import services
from sme4smartcities.challenges.forms.support import AskToSupportForm, InviteSupporterForm
from sme4smartcities.challenges.lifecycle import SUPPORT
from sme4smartcities.challenges.policies import may_keep_support
from sme4smartcities.challenges.queries.support import (
    may_support_with,
    supporter_for,
    supporters_of,
)
from sme4smartcities.challenges.services.refusals import NO_SUPPORTER, NOT_YOUR_STEP
from sme4smartcities.challenges.views.lookup import (
    challenge_or_404,
    member,
    written_or_refused,
)
from sme4smartcities.core.errors import NotAllowed, Refused, TooMany
from sme4smartcities.programmes.queries import organisation_named


@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who stands behind a challenge, and invite others."""
    found = written_or_refused(request, pk)
    keeps = may_keep_support(request.user, found)
    if request.method == "POST" and not keeps:
        raise NotAllowed(NOT_YOUR_STEP)
    form = InviteSupporterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        named = organisation_named(request.user, data.pop("organisation"), layer=found.layer)
        if named is None:
            form.add_error("organisation", _("The directory has no such organisation."))
        else:
            try:
                services.invite_supporter(
                    actor=request.user, challenge=found, organisation=named, **data
                )
            except (Refused, TooMany) as error:
                form.add_error("organisation", str(error.message))
            else:
                messages.success(request, _("The invitation is sent."))
                return redirect("challenges:support", pk)
    context = {
        "challenge": found,
        "supporters": supporters_of(found, request.user),
        "form": form if keeps else None,
    }
    return render(request, "challenges/support.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to support a challenge of another authority."""
    found = challenge_or_404(request, pk)
    mine = may_support_with(request.user, found)
    if not mine:
        raise NotAllowed(NO_SUPPORTER)
    form = AskToSupportForm(request.POST if request.method == "POST" else None, organisations=mine)
    if request.method == "POST" and form.is_valid():
        services.ask_to_support(
            actor=member(request),
            challenge=found,
            organisation=form.chosen,
            pilot_site=form.cleaned_data["pilot_site"],
            message=form.cleaned_data["message"],
        )
        messages.success(request, _("The owner hears of it and answers."))
        return redirect(found)
    return render(request, "challenges/join.html", {"challenge": found, "form": form})


@require_POST
def support_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    found = supporter_for(request.user, pk)
    if found is None or act not in SUPPORT:
        raise Http404
    services.move_support(actor=request.user, supporter=found, act=act)
    messages.success(request, _("Done."))
    if may_keep_support(request.user, found.challenge):
        return redirect("challenges:support", found.challenge_id)
    return redirect(found.challenge)
