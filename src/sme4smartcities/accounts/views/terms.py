"""Show the terms of use."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sme4smartcities.accounts.services import current_terms
from sme4smartcities.core.translated import shown


def terms(request: HttpRequest) -> HttpResponse:
    version = current_terms()
    context = {"terms": version, "text": shown(version.text)}
    return render(request, "accounts/terms.html", context)
