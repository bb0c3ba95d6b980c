"""Owners ask others to offer a solution with them or to endorse it; those who are asked answer."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.errors import NotAllowed, Refused, TooMany
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.queries import organisation_named
from sme4smartcities.solutions.forms.parts import AskForm, EndorseForm
from sme4smartcities.solutions.models import TURNS, Solution
from sme4smartcities.solutions.queries.parts import (
    asked_endorsements,
    endorsement_of,
    endorsements_of,
    own_parts,
    owner_of,
    owners_of,
)
from sme4smartcities.solutions.services.endorsing import (
    ask_endorsement,
    move_endorsement,
    take_endorsement_back,
)
from sme4smartcities.solutions.services.owners import (
    accept_owner,
    ask_owner,
    decline_owner,
    leave_owner,
    take_owner_back,
)
from sme4smartcities.solutions.services.refusals import NOT_YOUR_ANSWER
from sme4smartcities.solutions.views.lookup import edited_or_refused, solution_or_404

ANSWERS = {"accept": accept_owner, "decline": decline_owner, "leave": leave_owner}


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    return _people(request, edited_or_refused(request, pk))


def _people(
    request: HttpRequest,
    found: Solution,
    owner_form: AskForm | None = None,
    city_form: AskForm | None = None,
) -> HttpResponse:
    context = {
        "solution": found,
        "owners": owners_of(found),
        "endorsements": endorsements_of(found),
        "owner_form": owner_form or AskForm(prefix="owner"),
        "city_form": city_form or AskForm(prefix="city"),
    }
    return render(request, "solutions/people.html", context)


def _named(request: HttpRequest, found: Solution, form: AskForm) -> Organisation | None:
    """Find who is meant, or say on the form that nobody is."""
    if not form.is_valid():
        return None
    named = organisation_named(request.user, form.cleaned_data["organisation"], layer=found.layer)
    if named is None:
        form.add_error("organisation", _("The directory has no such organisation."))
    return named


def _asked(request: HttpRequest, pk: int, prefix: str, ask: Callable[..., object]) -> HttpResponse:
    """Ask the organisation that the form names; a form that names none comes back with the reason."""
    found = edited_or_refused(request, pk)
    form = AskForm(request.POST, prefix=prefix)
    if named := _named(request, found, form):
        try:
            ask(actor=request.user, solution=found, organisation=named)
        except (Refused, TooMany) as error:
            form.add_error("organisation", str(error.message))
        else:
            messages.success(request, _("Asked. Its managers get a mail."))
            return redirect("solutions:people", pk)
    return _people(request, found, **{f"{prefix}_form": form})


@require_POST
def owner_ask(request: HttpRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, "owner", ask_owner)


@require_POST
def owner_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = edited_or_refused(request, pk)
    owner = owner_of(found, number)
    if owner is None:
        raise Http404
    take_owner_back(actor=request.user, owner=owner)
    messages.success(request, _("Taken back."))
    return redirect("solutions:people", pk)


def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or decline to offer a solution with others, or leave it."""
    found = solution_or_404(request, pk)
    parts = own_parts(found, request.user)
    if request.method == "POST":
        chosen = next((one for one in parts if str(one.pk) == request.POST.get("owner")), None)
        act = ANSWERS.get(request.POST.get("act", ""))
        if chosen is None or act is None:
            raise Http404
        act(actor=request.user, owner=chosen)
        messages.success(request, _("Done."))
        return redirect("solutions:mine")
    if not parts:
        raise NotAllowed(NOT_YOUR_ANSWER)
    return render(request, "solutions/join.html", {"solution": found, "parts": parts})


@require_POST
def endorsement_ask(request: HttpRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, "city", ask_endorsement)


@require_POST
def endorsement_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = edited_or_refused(request, pk)
    endorsement = endorsement_of(found, number)
    if endorsement is None:
        raise Http404
    take_endorsement_back(actor=request.user, endorsement=endorsement)
    messages.success(request, _("Taken back."))
    return redirect("solutions:people", pk)


def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a city's word for a solution that it used, decline, or take the word back."""
    found = solution_or_404(request, pk)
    asked = asked_endorsements(found, request.user)
    form = EndorseForm(request.POST or None)
    if request.method == "POST":
        chosen = next(
            (one for one in asked if str(one.pk) == request.POST.get("endorsement")), None
        )
        act = request.POST.get("act", "")
        if chosen is None or act not in TURNS:
            raise Http404
        if form.is_valid():
            move_endorsement(
                actor=request.user,
                endorsement=chosen,
                act=act,
                text=form.cleaned_data["text"],
                language=get_language() or "en",
            )
            messages.success(request, _("Done."))
            return redirect(found)
    if not asked:
        raise NotAllowed(NOT_YOUR_ANSWER)
    context = {"solution": found, "asked": asked, "form": form}
    return render(request, "solutions/endorse.html", context)
