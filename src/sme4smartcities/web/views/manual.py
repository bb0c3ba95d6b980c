"""The manual: leafed through, searched, printed and taken away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from sme4smartcities.core.etags import conditional
from sme4smartcities.web import manual
from sme4smartcities.web.queries.found import Asked, found

KIND = "manual"


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    return redirect("web:manual")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the contents, or the pages that hold the words asked for."""
    text = request.GET.get("q", "").strip()
    context = {
        "text": text,
        "contents": manual.contents(request.LANGUAGE_CODE),
        "found": found(request.user, Asked(text, KIND), 1) if text else None,
    }
    return render(request, "web/manual.html", context)


@conditional
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    language = request.LANGUAGE_CODE
    chapter = manual.chapter(slug, language)
    if chapter is None:
        raise Http404
    before, after = manual.neighbours(slug, language)
    context = {
        "chapter": chapter,
        "html": manual.html(chapter, language),
        "contents": manual.contents(language),
        "before": before,
        "after": after,
    }
    return render(request, "web/manual_page.html", context)


@conditional
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """Show everything on one page, to be printed."""
    language = request.LANGUAGE_CODE
    parts = [
        (part, [(chapter, manual.html(chapter, language, 4)) for chapter in chapters])
        for part, chapters in manual.contents(language)
    ]
    return render(request, "web/manual_whole.html", {"parts": parts})


@conditional
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Give everything as one Markdown file."""
    language = request.LANGUAGE_CODE
    response = HttpResponse(manual.whole(language), content_type="text/markdown; charset=utf-8")
    name = f"manual-{language}.md"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
