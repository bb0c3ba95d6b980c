"""Show the terms of use, agree to a new version, publish one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sme4smartcities.accounts import services
from sme4smartcities.accounts.assurance import member_of
from sme4smartcities.accounts.forms import TermsForm
from sme4smartcities.core.goals import inner
from sme4smartcities.core.translated import shown


def terms(request: HttpRequest) -> HttpResponse:
    version = services.current_terms()
    context = {"terms": version, "text": shown(version.text)}
    return render(request, "accounts/terms.html", context)


def terms_accept(request: HttpRequest) -> HttpResponse:
    """Ask a member to agree to the version in force, then lead on."""
    goal = inner(request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST":
        services.accept_terms(actor=member_of(request))
        return redirect(goal or "web:desk")
    version = services.current_terms()
    context = {"terms": version, "text": shown(version.text), "next": goal}
    return render(request, "accounts/terms_accept.html", context)


def terms_publish(request: HttpRequest) -> HttpResponse:
    version = services.current_terms()
    texts = {language: entry["text"] for language, entry in version.text.items()}
    form = TermsForm(request.POST or None, texts=texts)
    if request.method == "POST" and form.is_valid():
        services.publish_terms(actor=request.user, texts=form.texts())
        messages.success(request, _("The new terms are in force. Members are asked to agree."))
        return redirect("accounts:terms")
    return render(request, "accounts/terms_publish.html", {"form": form, "terms": version})
