"""The page on which managers show a logo in place of the initials."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.organisations.forms.logo import LogoForm
from sme4smartcities.organisations.services.logo import remove_logo, set_logo
from sme4smartcities.organisations.views.lookup import managed_or_refused


def logo(request: HttpRequest, pk: int) -> HttpResponse:
    found = managed_or_refused(request, pk)
    form = LogoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "remove" in request.POST:
        remove_logo(actor=request.user, organisation=found)
        messages.success(request, _("Saved."))
        return redirect(found)
    if request.method == "POST" and form.is_valid():
        try:
            set_logo(actor=request.user, organisation=found, upload=form.cleaned_data["logo"])
        except Refused as error:
            form.add_error("logo", str(error.message))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return render(request, "organisations/logo.html", {"organisation": found, "form": form})
