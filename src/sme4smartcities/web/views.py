"""Home, the desk and what belongs to no single feature."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.context import THEMES
from sme4smartcities.web import queries
from sme4smartcities.web.cookies import COOKIES
from sme4smartcities.web.roles import INVITED

YEAR = 60 * 60 * 24 * 365


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Send a reader to his or her language."""
    member = request.user.language if request.user.is_authenticated else ""
    language = member if member in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
    return redirect(f"/{language}/")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html", {"counts": queries.counts(), "roles": INVITED})


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "web/desk.html", {"items": queries.desk_items(request.user)})


@require_safe
def about_demo(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about_demo.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html", {**_operator(), "cookies": COOKIES})


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return render(request, "web/imprint.html", {**_operator(), "release": settings.RELEASE})


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


@csrf_exempt  # changes nothing but a cookie of the sender; a token would itself need a cookie
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of light or dark in a cookie; without a choice the cookie goes."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = redirect(target)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            "theme",
            chosen,
            max_age=YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: /{code}/account/\n" for code, _ in settings.LANGUAGES)
    return HttpResponse(f"User-agent: *\n{closed}Disallow: /theme/\n", content_type="text/plain")


@require_safe
def web_manifest(request: HttpRequest) -> HttpResponse:
    icons = [
        {"src": static(f"core/img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    drawn = {"src": static("core/img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    body = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:30],
        "start_url": "/",
        "display": "browser",
        "background_color": "#fdfaf4",
        "theme_color": "#0a2e3f",
        "icons": [*icons, drawn],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116); nothing to say without a contact."""
    if not settings.SECURITY_CONTACT:
        return HttpResponse(status=404)
    expires = timezone.now().replace(microsecond=0) + dt.timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en, es, it, fr",
        f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
