"""Reading and writing the pages about the programme."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.core.etags import conditional
from sme4smartcities.core.translated import shown
from sme4smartcities.web import services
from sme4smartcities.web.forms import NewPageForm, PageForm
from sme4smartcities.web.models import Page
from sme4smartcities.web.queries.pages import address, listed_pages, own_pages, pages_for

NAMES = dict(settings.LANGUAGES)


@conditional
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """List everything that is said about this site and its programme."""
    return render(request, "web/about.html", {"pages": listed_pages()})


@conditional
@require_safe
def about_page(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(pages_for(request.user), slug=slug)
    return render(request, "web/about_page.html", {"page": page})


@require_safe
def page_list(request: HttpRequest) -> HttpResponse:
    rows = [
        (page, address(page), [(code, code in page.titles) for code in NAMES])
        for page in pages_for(request.user)
    ]
    return render(request, "web/page_list.html", {"rows": rows, "own_pages": own_pages()})


@require_http_methods(["GET", "POST"])
def page_new(request: HttpRequest) -> HttpResponse:
    language = _language(request)
    form = NewPageForm(request.POST or None, initial={"slug": request.GET.get("slug", "")})
    if request.method == "POST" and form.is_valid():
        page = services.create_page(
            actor=request.user,
            language=language,
            **{name: form.cleaned_data[name] for name in ("slug", "title", "body")},
        )
        messages.success(request, _("Saved. Nobody else sees the page until you publish it."))
        return redirect(_editing(page, language))
    return render(request, "web/page_form.html", {"form": form, **_writing(language)})


@require_http_methods(["GET", "POST"])
def page_edit(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(pages_for(request.user), pk=pk)
    language = _language(request)
    standing = {
        "title": page.titles.get(language, {}).get("text", ""),
        "body": page.bodies.get(language, {}).get("text", ""),
        "revision": page.revision,
    }
    form = PageForm(request.POST or None, initial=standing)
    if request.method == "POST" and form.is_valid():
        services.write_page(
            actor=request.user,
            page=page,
            language=language,
            title=form.cleaned_data["title"],
            body=form.cleaned_data["body"],
            expected=form.cleaned_data["revision"],
        )
        messages.success(request, _("Saved."))
        return redirect(_editing(page, language))
    context = {"form": form, "page": page, "address": address(page), **_writing(language, page)}
    return render(request, "web/page_form.html", context)


@require_POST
def page_publish(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(pages_for(request.user), pk=pk)
    services.publish_page(actor=request.user, page=page)
    messages.success(request, _("Published. Everybody can read the page now."))
    return redirect("web:pages")


@require_POST
def page_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(pages_for(request.user), pk=pk)
    services.withdraw_page(actor=request.user, page=page)
    messages.success(request, _("Withdrawn. Only coordinators see the page now."))
    return redirect("web:pages")


@require_http_methods(["GET", "POST"])
def page_remove(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(pages_for(request.user), pk=pk)
    if request.method == "POST":
        services.remove_page(actor=request.user, page=page)
        messages.success(request, _("Removed."))
        return redirect("web:pages")
    context = {
        "question": _("Remove this page?"),
        "text": _("“%(title)s” goes in all its languages, and links to it lead nowhere.")
        % {"title": shown(page.titles).text},
        "verb": _("Remove the page"),
        "keep": _("Keep it"),
        "back_url": reverse("web:pages"),
    }
    return render(request, "core/confirm.html", context)


def _language(request: HttpRequest) -> str:
    """Say in which language the text on screen is written: the one asked for, else the reader's."""
    asked = request.GET.get("text", "")
    return asked if asked in NAMES else request.LANGUAGE_CODE


def _editing(page: Page, language: str) -> str:
    return f"{reverse('web:page_edit', args=[page.pk])}?text={language}"


def _writing(language: str, page: Page | None = None) -> dict[str, Any]:
    base = reverse("web:page_edit", args=[page.pk]) if page else reverse("web:page_new")
    tabs = [(name, f"{base}?text={code}") for code, name in settings.LANGUAGES]
    return {
        "writing": language,
        "writing_name": NAMES[language],
        "tabs_of_languages": tabs,
        "current_tab": f"{base}?text={language}",
    }
