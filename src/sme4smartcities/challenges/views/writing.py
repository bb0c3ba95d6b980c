"""One section of the Studio: written in one language, kept while it is typed, saved as a version."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sme4smartcities.challenges.forms.section import SectionForm
from sme4smartcities.challenges.forms.sections import SECTIONS
from sme4smartcities.challenges.forms.whole import FORMS
from sme4smartcities.challenges.models import Challenge, SectionDraft
from sme4smartcities.challenges.queries.challenges import drafts_in, terms_of
from sme4smartcities.challenges.queries.checking import checks, hints, of_section, weighed
from sme4smartcities.challenges.queries.overlay import laid_over
from sme4smartcities.challenges.queries.translations import originals_of
from sme4smartcities.challenges.services import drop_drafts, edit_challenge, keep_draft
from sme4smartcities.challenges.views.lookup import edited_or_refused, member, writing_language
from sme4smartcities.core.drafting import slot, typed
from sme4smartcities.core.errors import Conflict, Refused


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Edit one section; a draft that was not saved waits in the fields."""
    found = _found(request, pk, section)
    language = writing_language(request, found)
    if request.method != "POST":
        drafts = drafts_in(member(request), found, _slots(section, language))
        return _page(request, found, _form(section, found, language, drafts=drafts), drafts=drafts)
    form = _form(section, found, language, data=request.POST)
    if request.POST.get("act") == "draft":
        _keep(request, found, form)
        messages.success(request, _("Kept as a draft. Only you can read it."))
        return redirect(request.get_full_path())
    if form.is_valid():
        try:
            edit_challenge(
                actor=request.user,
                challenge=found,
                edit=form.edit(_slots(section, language)),
                revision=form.cleaned_data["revision"],
                texts=form.texts(),
            )
        except Conflict as conflict:
            form.see_both_texts(found.revision)
            return _page(request, found, form, conflict=conflict)
        except Refused as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Saved."))
            return redirect(_next(request, found, section, language))
    return _page(request, found, form)


def _found(request: HttpRequest, pk: int, section: str) -> Challenge:
    if section not in FORMS:
        raise Http404
    return edited_or_refused(request, pk)


def _slots(section: str, language: str) -> list[str]:
    """Name the drafts of a page: each section has its own, and texts of each language."""
    slugs = [section] if section in SECTIONS else list(SECTIONS)
    return [slot(slug, language) for slug in slugs]


def _form(
    section: str,
    found: Challenge,
    language: str,
    *,
    data: Any = None,
    drafts: Sequence[SectionDraft] = (),
) -> SectionForm:
    kept = {name: value for draft in drafts for name, value in draft.data.items()}
    if drafts:
        kept["revision"] = min(draft.revision for draft in drafts)
    kind = FORMS[section]
    return kind(data, row=found, held=terms_of(found), language=language, initial=kept)


def _keep(request: HttpRequest, found: Challenge, form: SectionForm) -> None:
    """Keep what stands in the fields, whether or not it could be saved."""
    whole = typed(form, request.POST, found.revision)
    for part in form.parts():
        names = [name for name in part.names() if name in form.fields]
        keep_draft(
            actor=member(request),
            challenge=found,
            section=slot(part.slug, form.language),
            data={name: whole["data"][name] for name in names},
            revision=whole["revision"],
        )


def _page(
    request: HttpRequest,
    found: Challenge,
    form: SectionForm,
    *,
    drafts: Sequence[SectionDraft] = (),
    conflict: Conflict | None = None,
) -> HttpResponse:
    slugs = list(SECTIONS)
    context = {
        "challenge": found,
        "form": form,
        "section": form.slug,
        "step": slugs.index(form.slug) + 1 if form.slug in slugs else len(slugs),
        "sections": [(slug, kind.heading) for slug, kind in SECTIONS.items()],
        "language_of_text": form.language,
        "draft": drafts[-1] if drafts else None,
        "originals": originals_of(found, form.language, list(form.fields)),
        "conflict": conflict,
        "checks": of_section(checks(weighed(found)), _slugs(form)),
        "hints": hints(found, form.language),
    }
    return render(request, "challenges/section.html", context, status=409 if conflict else 200)


def _slugs(form: SectionForm) -> list[str]:
    return [part.slug for part in form.parts()]


def _next(request: HttpRequest, found: Challenge, section: str, language: str) -> str:
    """Lead on to the section that follows, when that was asked for, else to the overview."""
    slugs = list(SECTIONS)
    place = slugs.index(section) + 1 if section in slugs else len(slugs)
    if request.POST.get("act") == "next" and place < len(slugs):
        following = reverse("challenges:section", args=(found.pk, slugs[place]))
        return f"{following}?text={language}"
    return reverse("challenges:studio", args=(found.pk,))


@require_POST
def keep(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Keep what is typed, and say what it still lacks; answers with parts of the page."""
    found = _found(request, pk, section)
    form = _form(section, found, writing_language(request, found), data=request.POST)
    _keep(request, found, form)
    held = weighed(found)
    if form.is_valid():
        held = laid_over(held, form.edit())
    context = {
        "challenge": found,
        "checks": of_section(checks(held), _slugs(form)),
        "hints": hints(held.row, form.language),
    }
    return render(request, "challenges/_kept.html", context)


@require_POST
def discard(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Throw a draft away and start from what is saved."""
    found = _found(request, pk, section)
    language = writing_language(request, found)
    slots = _slots(section, language)
    drop_drafts(actor=member(request), challenge=found, sections=slots)
    back = reverse("challenges:section", args=(pk, section))
    return redirect(f"{back}?text={language}")
