"""What browsers, robots and finders of weaknesses ask for."""

import datetime as dt

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.context import THEMES
from sme4smartcities.core.goals import inner
from sme4smartcities.web.queries import gathered

YEAR = 60 * 60 * 24 * 365


@csrf_exempt  # changes nothing but a cookie of the sender; a token would itself need a cookie
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of light or dark in a cookie; without a choice the cookie goes."""
    response = redirect(inner(request.POST.get("next", "")) or "/")
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
def logo(request: HttpRequest) -> HttpResponse | FileResponse:
    """Give the operator's own mark; whatever its file holds, nothing in it runs."""
    if settings.LOGO is None:
        return HttpResponse(status=404)
    kind = settings.LOGO_KINDS[settings.LOGO.suffix]
    response = FileResponse(settings.LOGO.open("rb"), content_type=kind)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: /{code}/account/\n" for code, _ in settings.LANGUAGES)
    where = f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}\n"
    text = f"User-agent: *\n{closed}Disallow: /theme/\n\n{where}"
    return HttpResponse(text, content_type="text/plain")


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


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the parts of the site map; each holds the public pages of one feature."""
    context = {"base": settings.BASE_URL, "parts": gathered.sitemap_parts()}
    return render(request, "web/sitemap.xml", context, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    paths = gathered.sitemap_paths(slug, number)
    if not paths:
        raise Http404
    context = {"base": settings.BASE_URL, "paths": paths, "codes": dict(settings.LANGUAGES)}
    return render(request, "web/sitemap_part.xml", context, content_type="application/xml")
