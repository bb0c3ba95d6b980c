"""Owners keep the references and pictures of a solution."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.revising import Texts
from sme4smartcities.core.writing import then_language, writing_language
from sme4smartcities.programmes.queries import organisation_named
from sme4smartcities.solutions.forms.parts import PictureForm, ReferenceForm
from sme4smartcities.solutions.models import Picture, Reference, Solution
from sme4smartcities.solutions.queries.parts import picture_of, reference_of
from sme4smartcities.solutions.services.parts import remove_part, save_part, save_picture
from sme4smartcities.solutions.views.lookup import edited_or_refused, languages, tell_form

LABELS = {"reference": gettext_lazy("Reference"), "picture": gettext_lazy("Picture")}
FORMS: dict[str, Any] = {"reference": ReferenceForm, "picture": PictureForm}


def add(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    found = edited_or_refused(request, pk)
    _known(part)
    row = Reference(solution=found) if part == "reference" else Picture(solution=found)
    return _page(request, found, part, row)


def change(request: HttpRequest, pk: int, part: str, number: int) -> HttpResponse:
    found = edited_or_refused(request, pk)
    return _page(request, found, part, _part(found, part, number))


def _known(part: str) -> None:
    if part not in FORMS:
        raise Http404


def _part(found: Solution, part: str, number: int) -> Reference | Picture:
    _known(part)
    row = (reference_of if part == "reference" else picture_of)(found, number)
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, found: Solution, part: str, row: Any) -> HttpResponse:
    language = writing_language(request)
    form = FORMS[part](request.POST or None, request.FILES or None, row=row, language=language)
    texts: Texts = {}
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, found, row, form)
        except Conflict:
            texts = form.met(_part(found, part, row.pk))
        except (ValidationError, Refused) as error:
            tell_form(form, error)
        else:
            messages.success(request, _("Saved."))
            if language := then_language(request):
                address = reverse("solutions:part", args=(found.pk, part, saved.pk))
                return redirect(f"{address}?in={language}")
            return redirect("solutions:keep", found.pk)
    context = {
        "solution": found,
        "form": form,
        "label": LABELS[part],
        "part": part,
        "row": row,
        "texts": texts,
        **languages(request, row.result if part == "reference" else row.alternative),
    }
    return render(request, "solutions/part.html", context, status=409 if texts else 200)


def _save(request: HttpRequest, found: Solution, row: Any, form: Any) -> Any:
    values = form.values()
    if isinstance(row, Picture):
        return save_picture(
            actor=request.user,
            picture=row,
            values=values,
            upload=form.cleaned_data["upload"],
            revision=form.seen,
        )
    typed = values["authority"]
    named = organisation_named(request.user, typed, layer=found.layer) if typed else None
    values |= {"organisation": named, "authority": "" if named else typed}
    if named and not values["place"]:
        values["place"] = named.place
    return save_part(actor=request.user, part=row, values=values, revision=form.seen)


@require_POST
def remove(request: HttpRequest, pk: int, part: str, number: int) -> HttpResponse:
    found = edited_or_refused(request, pk)
    remove_part(actor=request.user, part=_part(found, part, number))
    messages.success(request, _("Removed."))
    return redirect("solutions:keep", pk)
