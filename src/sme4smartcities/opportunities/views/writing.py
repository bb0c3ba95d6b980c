"""Writers begin an opportunity, write it, publish it and tell what became of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.lifecycle import open_steps
from sme4smartcities.core.policies import require
from sme4smartcities.core.writing import languages_of, then_language, writing_language
from sme4smartcities.opportunities.forms.writing import NewForm, NoteForm, OpportunityForm
from sme4smartcities.opportunities.lifecycle import STEPS
from sme4smartcities.opportunities.models import Opportunity
from sme4smartcities.opportunities.policies import (
    is_writer,
    may_delete,
    may_edit,
    may_move,
    may_offer,
)
from sme4smartcities.opportunities.queries.opportunities import (
    missing_for_publishing,
    offering_choices,
    own_opportunities,
)
from sme4smartcities.opportunities.services.moving import delete_opportunity, move_opportunity
from sme4smartcities.opportunities.services.refusals import NOT_YOURS
from sme4smartcities.opportunities.services.writing import create_opportunity, edit_opportunity
from sme4smartcities.opportunities.views.lookup import (
    edited_or_refused,
    member,
    opportunity_or_404,
    tell_form,
    zone_of,
)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the organisations offer that one manages; a coordinator's also what is nobody's here."""
    context = {
        "opportunities": own_opportunities(member(request)),
        "may_begin": _may_begin(request),
    }
    return render(request, "opportunities/mine.html", context)


def _may_begin(request: HttpRequest) -> bool:
    return may_offer(request.user, None) or bool(offering_choices(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    organisations, nobody = offering_choices(member(request)), may_offer(request.user, None)
    language = get_language() or "en"
    form = NewForm(
        request.POST or None,
        row=Opportunity(zone=zone_of(request).key),
        language=language,
        organisations=organisations,
        for_nobody=nobody,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = create_opportunity(
                actor=request.user, owner=form.owner_row, told=form.told(), language=language
            )
        except (ValidationError, Refused) as error:
            tell_form(form, error)
        else:
            messages.success(request, _("It is a draft. Look it through, then publish it."))
            return redirect("opportunities:keep", made.pk)
    context = {"form": form, "may_begin": nobody or organisations}
    return render(request, "opportunities/create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it, its texts in one language at a time."""
    found = edited_or_refused(request, pk)
    language = writing_language(request)
    form = OpportunityForm(request.POST or None, row=found, language=language)
    texts: dict[str, tuple[str, str]] = {}
    if request.method == "POST" and form.is_valid():
        try:
            edit_opportunity(
                actor=request.user, opportunity=found, told=form.told(), revision=form.seen
            )
        except Conflict:
            texts = form.met(edited_or_refused(request, pk))
        except (ValidationError, Refused) as error:
            tell_form(form, error)
        else:
            messages.success(request, _("Saved."))
            onward = then_language(request)
            if onward:
                return redirect(f"{request.path}?in={onward}")
            return redirect("opportunities:keep", pk)
    context = {
        "opportunity": found,
        "form": form,
        "texts": texts,
        **languages_of(request, found),
    }
    return render(request, "opportunities/edit.html", context, status=409 if texts else 200)


@require_safe
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what it still lacks and what can be done to it."""
    found = opportunity_or_404(request, pk)
    require(is_writer(request.user, found), NOT_YOURS)
    steps = open_steps(STEPS, found.state)
    context = {
        "opportunity": found,
        "missing": missing_for_publishing(found),
        "steps": [(a, step) for a, step in steps.items() if may_move(request.user, found, a)],
        "edits": may_edit(request.user, found),
        "deletable": may_delete(request.user, found),
    }
    return render(request, "opportunities/keep.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take a step; one that asks for a reason shows a form first."""
    found, step = opportunity_or_404(request, pk), STEPS.get(act)
    if step is None or step.by == "platform":
        raise Http404
    require(is_writer(request.user, found), NOT_YOURS)
    form = NoteForm(request.POST or None)
    note: Any = form.fields["note"]
    note.label, note.required = step.asks or note.label, step.must
    if request.method == "POST" and (not step.asks or form.is_valid()):
        said = form.cleaned_data["note"] if step.asks else ""
        moved = move_opportunity(actor=request.user, opportunity=found, act=act, note=said)
        messages.success(request, str(step.meaning or _("Saved.")))
        return redirect(moved if moved.is_public else reverse("opportunities:keep", args=(pk,)))
    context = {"opportunity": found, "form": form, "step": step}
    return render(request, "opportunities/move.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = opportunity_or_404(request, pk)
    require(is_writer(request.user, found), NOT_YOURS)
    if request.method == "POST":
        delete_opportunity(actor=request.user, opportunity=found)
        messages.success(request, _("It is deleted."))
        return redirect("opportunities:mine")
    context = {
        "question": _("Delete this draft?"),
        "text": _("Its texts and dates go with it. This cannot be undone."),
        "verb": _("Delete the draft"),
        "back_url": reverse("opportunities:keep", args=(pk,)),
    }
    return render(request, "core/confirm.html", context)
