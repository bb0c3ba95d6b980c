"""Coordinators change a list: its name, its terms, their order, what is no longer offered."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.vocabularies import queries, services
from sme4smartcities.vocabularies.forms.terms import (
    MergeForm,
    TermForm,
    WordsForm,
    start_of,
    words_of,
)
from sme4smartcities.vocabularies.views.lookup import tell, term_or_404, vocabulary_or_404
from sme4smartcities.vocabularies.views.reading import SIZE


@require_safe
def keep_list(request: HttpRequest) -> HttpResponse:
    """Lead to each list as its keeper sees it."""
    counted = queries.counts(request.user)
    rows = [(held, counted.get(held.pk, 0)) for held in queries.vocabularies()]
    return render(request, "vocabularies/keep_list.html", {"rows": rows})


@require_safe
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Show a list with how often each term is used, and what can be done to it."""
    held = vocabulary_or_404(code)
    words = words_of(request.GET)
    found = queries.terms_like(code, words, retired=True)
    page = page_of(found, number_from(request.GET.get("page")), SIZE)
    context = {
        "vocabulary": held,
        "page": page,
        "rows": queries.rows(page.rows, queries.used_in(held)),
        "words": words,
        "long": len(found) > SIZE or words,
        "history": queries.history_of_list(request.user, held),
    }
    return render(request, "vocabularies/keep.html", context)


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change name and explanation of a list."""
    held = vocabulary_or_404(code)
    form = WordsForm(request.POST or None, initial=start_of(held))
    texts: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_vocabulary(
                actor=request.user,
                vocabulary=held,
                values=form.values(),
                revision=form.cleaned_data["revision"],
            )
        except Conflict:
            saved = vocabulary_or_404(code)
            texts = form.meet(start_of(saved), saved.revision)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("vocabularies:keep", code)
    context = {"vocabulary": held, "form": form, "texts": texts}
    return render(request, "vocabularies/edit.html", context, status=409 if texts else 200)


def add(request: HttpRequest, code: str) -> HttpResponse:
    held = vocabulary_or_404(code)
    if held.locked:
        raise Refused(services.LOCKED)
    form = TermForm(request.POST or None, vocabulary=held)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_term(actor=request.user, vocabulary=held, **form.values())
        except (ValidationError, Refused) as error:
            tell(form, error)
        else:
            messages.success(request, _("The term is added. Forms offer it from now on."))
            return redirect("vocabularies:term", code, made.pk)
    return render(request, "vocabularies/add.html", {"vocabulary": held, "form": form})


def term(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a term, see who carries it and what became of it."""
    row = term_or_404(code, pk)
    held = row.vocabulary
    form = TermForm(request.POST or None, vocabulary=held, term=row, initial=start_of(row))
    texts: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_term(
                actor=request.user,
                term=row,
                values=form.values(),
                revision=form.cleaned_data["revision"],
            )
        except Conflict:
            saved = term_or_404(code, pk)
            texts = form.meet(start_of(saved), saved.revision)
        except (ValidationError, Refused) as error:
            tell(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('vocabularies:keep', args=(code,))}#t{pk}")
    context = {
        "vocabulary": held,
        "term": row,
        "form": form,
        "texts": texts,
        "carried": queries.carried(request.user, row),
        "history": queries.history_of_term(request.user, row),
    }
    return render(request, "vocabularies/term.html", context, status=409 if texts else 200)


@require_POST
def move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Move a term one place up or down among its siblings."""
    by = -1 if request.POST.get("by") == "up" else 1
    services.move_term(actor=request.user, term=term_or_404(code, pk), by=by)
    return redirect(f"{reverse('vocabularies:keep', args=(code,))}#t{pk}")


@require_POST
def retire(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    services.retire_term(actor=request.user, term=term_or_404(code, pk))
    messages.success(request, _("Forms no longer offer the term. What carries it keeps it."))
    return redirect("vocabularies:term", code, pk)


@require_POST
def restore(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    services.restore_term(actor=request.user, term=term_or_404(code, pk))
    messages.success(request, _("Forms offer the term again."))
    return redirect("vocabularies:term", code, pk)


def merge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Choose the term that stays, see what moves, then merge."""
    row = term_or_404(code, pk)
    form = MergeForm(request.POST or None, vocabulary=code)
    into = None
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            services.check_merge(actor=request.user, term=row, into=into)
            if request.POST.get("sure") == "on":
                kept = services.merge_terms(actor=request.user, term=row, into=into)
                messages.success(request, _("The terms are one now."))
                return redirect("vocabularies:term", code, kept.pk)
        except Refused as error:
            tell(form, error)
            into = None
    context = {
        "vocabulary": row.vocabulary,
        "term": row,
        "form": form,
        "into": into,
        "carried": queries.carried(request.user, row),
    }
    return render(request, "vocabularies/merge.html", context)
