"""Owners start a solution, write its sections, publish it and keep it right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.core.drafting import typed
from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.lifecycle import open_steps
from sme4smartcities.core.revising import Texts
from sme4smartcities.core.translated import source_text
from sme4smartcities.core.writing import languages_of, then_language, writing_language
from sme4smartcities.solutions.forms.sections import SECTIONS, NewSolutionForm, Section, UseForm
from sme4smartcities.solutions.lifecycle import DELETABLE, STEPS
from sme4smartcities.solutions.models import SectionDraft, Solution
from sme4smartcities.solutions.queries.drafts import draft_of, drafts_of
from sme4smartcities.solutions.queries.parts import films, pictures, references
from sme4smartcities.solutions.queries.solutions import (
    choosable_programmes,
    missing_for_publishing,
    offering_choices,
    own_solutions,
    statements_of,
    wanting,
)
from sme4smartcities.solutions.services.drafting import drop_draft, keep_draft
from sme4smartcities.solutions.services.solutions import (
    confirm_solution,
    create_solution,
    delete_solution,
    edit_solution,
    move_solution,
)
from sme4smartcities.solutions.views.lookup import edited_or_refused, member, tell_form


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The solutions of the organisations that one manages."""
    context = {
        "solutions": own_solutions(member(request)),
        "organisations": offering_choices(request.user),
    }
    return render(request, "solutions/mine.html", context)


def create(request: HttpRequest) -> HttpResponse:
    offered = offering_choices(member(request))
    form = NewSolutionForm(request.POST or None, organisations=offered)
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in offered if str(one.pk) == form.cleaned_data["organisation"])
        language = get_language() or "en"
        title = source_text(language, form.cleaned_data["title"])
        made = create_solution(
            actor=request.user, organisation=chosen, title=title, language=language
        )
        return redirect("solutions:edit", made.pk, "about")
    context = {"form": form, "organisations": offered}
    return render(request, "solutions/create.html", context)


@require_safe
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a solution still lacks and what can be done to it."""
    found = edited_or_refused(request, pk)
    context = {
        "solution": found,
        "sections": _sections(),
        "drafts": drafts_of(member(request), found),
        "missing": missing_for_publishing(found),
        "wanting": wanting(found, statements_of(found)),
        "steps": list(open_steps(STEPS, found.state).items()),
        "deletable": found.state in DELETABLE,
        "references": references(found),
        "pictures": pictures(found),
        "films": films(found),
    }
    return render(request, "solutions/keep.html", context)


def _sections() -> list[tuple[str, Any]]:
    return [(slug, form.title_of_section) for slug, form in SECTIONS.items()]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Write one section, its texts in one language at a time; a draft waits in the fields."""
    found = _found(request, pk, section)
    form = _form(request, found, section)
    if request.method != "POST":
        draft = draft_of(member(request), found, form.slot)
        if draft:
            form = _form(request, found, section, initial=draft.initial)
        return _page(request, found, form, draft=draft)
    if "draft" in request.POST:
        _keep_draft(request, found, form)
        messages.success(request, _("Kept as a draft. Only you can read it."))
        return redirect(request.get_full_path())
    texts: Texts = {}
    if form.is_valid():
        try:
            edit_solution(
                actor=request.user,
                solution=found,
                section=section,
                values=form.values(),
                terms=form.chosen(),
                revision=form.seen,
                draft=form.slot,
            )
        except Conflict:
            texts = form.met(edited_or_refused(request, pk))
        except (ValidationError, Refused) as error:
            tell_form(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(_onward(request, found, section))
    return _page(request, found, form, texts=texts)


def _found(request: HttpRequest, pk: int, section: str) -> Solution:
    if section not in SECTIONS:
        raise Http404
    return edited_or_refused(request, pk)


def _form(request: HttpRequest, found: Solution, section: str, **more: Any) -> Section:
    kind: Any = SECTIONS[section]
    if kind is UseForm:
        more["programmes"] = choosable_programmes(request.user, found)
    language = writing_language(request)
    form: Section = kind(request.POST or None, row=found, language=language, **more)
    return form


def _page(
    request: HttpRequest,
    found: Solution,
    form: Section,
    *,
    draft: SectionDraft | None = None,
    texts: Texts | None = None,
) -> HttpResponse:
    context = {
        "solution": found,
        "form": form,
        "section": form.slug,
        "sections": _sections(),
        "last": list(SECTIONS)[-1],
        "draft": draft,
        "texts": texts,
        **languages_of(request, found if form.translated else None),
    }
    return render(request, "solutions/edit.html", context, status=409 if texts else 200)


def _keep_draft(request: HttpRequest, found: Solution, form: Section) -> None:
    keep_draft(
        actor=member(request),
        solution=found,
        section=form.slot,
        **typed(form, request.POST, found.revision),
    )


@require_POST
def draft(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Keep what is typed while somebody writes; answers with a line that says so."""
    found = _found(request, pk, section)
    _keep_draft(request, found, _form(request, found, section))
    return render(request, "core/_kept.html")


@require_POST
def discard(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Throw a draft away and start from what is saved."""
    found = _found(request, pk, section)
    form = _form(request, found, section)
    drop_draft(actor=member(request), solution=found, section=form.slot)
    back = reverse("solutions:edit", args=(pk, section))
    return redirect(f"{back}?{request.GET.urlencode()}" if request.GET else back)


def _onward(request: HttpRequest, found: Solution, section: str) -> str:
    """Lead on to the same section in another language, to the next section, or back."""
    if language := then_language(request):
        return f"{request.path}?in={language}"
    if "next" in request.POST:
        order = list(SECTIONS)
        following = order[order.index(section) + 1 :]
        if following:
            return reverse("solutions:edit", args=(found.pk, following[0]))
    return reverse("solutions:keep", args=(found.pk,))


@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    if act not in STEPS:
        raise Http404
    found = edited_or_refused(request, pk)
    moved = move_solution(actor=request.user, solution=found, act=act)
    messages.success(request, str(STEPS[act].meaning))
    return redirect(moved if moved.is_public else reverse("solutions:keep", args=(pk,)))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: what stands here is still right."""
    found = edited_or_refused(request, pk)
    confirm_solution(actor=request.user, solution=found)
    messages.success(request, _("Thank you. We ask again in a year."))
    return redirect(found)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = edited_or_refused(request, pk)
    if request.method == "POST":
        delete_solution(actor=request.user, solution=found)
        messages.success(request, _("The solution is deleted."))
        return redirect("solutions:mine")
    context = {
        "question": _("Delete this solution?"),
        "text": _("Its texts, pictures and references go with it. This cannot be undone."),
        "verb": _("Delete the solution"),
        "back_url": reverse("solutions:keep", args=(pk,)),
    }
    return render(request, "core/confirm.html", context)
