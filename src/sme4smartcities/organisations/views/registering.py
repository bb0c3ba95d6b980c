"""Putting an organisation into the directory, after a look at those that may be the same."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sme4smartcities.organisations.forms.registering import RegisterForm
from sme4smartcities.organisations.queries.people import claimable_by, confirmed_domains
from sme4smartcities.organisations.queries.similar import similar_to
from sme4smartcities.organisations.services.registering import register_organisation
from sme4smartcities.organisations.views.lookup import member


def register(request: HttpRequest) -> HttpResponse:
    """Ask five things; show what is like it; register it when it is new."""
    actor = member(request)
    similar: list[Any] = []
    if request.method == "POST":
        form = RegisterForm(request.POST)
        if form.is_valid():
            values = form.values()
            if not form.cleaned_data["anew"]:
                similar = similar_to(
                    actor,
                    names=[values["name"]],
                    website=values["website"],
                    domains=values["domains"],
                )
            if not similar:
                made = register_organisation(actor=actor, language=get_language() or "en", **values)
                messages.success(
                    request, _("It is in the directory. Three short pages make it easy to find.")
                )
                return redirect(reverse("organisations:welcome", args=(made.pk, "work")))
    else:
        domains = sorted(confirmed_domains(actor))
        first = {"name": actor.organisation_name, "domain": domains[0] if domains else ""}
        form = RegisterForm(initial=first)
    context = {"form": form, "similar": similar, "claimable": claimable_by(actor)}
    return render(request, "organisations/register.html", context)
