"""Who runs the site, what is kept about whom, and how accessible it is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sme4smartcities.core.etags import conditional
from sme4smartcities.web.cookies import COOKIES
from sme4smartcities.web.queries.pages import own_words


@conditional
@require_safe
def about_demo(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about_demo.html", {"own_words": own_words("demonstration")})


@conditional
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html", {"own_words": own_words("accessibility")})


@conditional
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "web/privacy.html",
        {**_operator(), "cookies": COOKIES, "own_words": own_words("privacy")},
    )


@conditional
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "web/imprint.html",
        {**_operator(), "release": settings.RELEASE, "own_words": own_words("imprint")},
    )


@conditional
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "web/contact.html", _operator())


def _operator() -> dict[str, object]:
    lines = [line.strip() for line in settings.OPERATOR_ADDRESS.split(";") if line.strip()]
    return {
        "operator_name": settings.OPERATOR_NAME,
        "operator_lines": lines,
        "contact_email": settings.CONTACT_EMAIL,
        "security_contact": settings.SECURITY_CONTACT,
        "security_address": settings.SECURITY_CONTACT.removeprefix("mailto:"),
    }
