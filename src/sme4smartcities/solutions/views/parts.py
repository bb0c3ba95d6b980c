"""Owners keep the references, pictures and films of a solution."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sme4smartcities.core.errors import Conflict, Message, Refused
from sme4smartcities.core.revising import Texts
from sme4smartcities.core.writing import then_language, writing_language
from sme4smartcities.programmes.queries import organisation_named
from sme4smartcities.solutions.forms.parts import FilmForm, PictureForm, ReferenceForm
from sme4smartcities.solutions.models import Film, Picture, Reference, Solution
from sme4smartcities.solutions.queries.parts import film_of, picture_of, reference_of
from sme4smartcities.solutions.services.parts import remove_part, save_part, save_picture
from sme4smartcities.solutions.views.lookup import edited_or_refused, languages, tell_form

Row = Reference | Picture | Film


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of what hangs on a solution, as its owners keep it. ``main``: by this text one sees
    in which languages it is written."""

    label: Message
    model: type[Row]
    form: Any
    find: Callable[[Solution, int], Row | None]
    main: str


PARTS = {
    "reference": Part(
        label=gettext_lazy("Reference"),
        model=Reference,
        form=ReferenceForm,
        find=reference_of,
        main="result",
    ),
    "picture": Part(
        label=gettext_lazy("Picture"),
        model=Picture,
        form=PictureForm,
        find=picture_of,
        main="alternative",
    ),
    "film": Part(label=gettext_lazy("Film"), model=Film, form=FilmForm, find=film_of, main="title"),
}


def add(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    found = edited_or_refused(request, pk)
    return _page(request, found, part, _kind(part).model(solution=found))


def change(request: HttpRequest, pk: int, part: str, number: int) -> HttpResponse:
    found = edited_or_refused(request, pk)
    return _page(request, found, part, _part(found, part, number))


def _kind(part: str) -> Part:
    if part not in PARTS:
        raise Http404
    return PARTS[part]


def _part(found: Solution, part: str, number: int) -> Row:
    row = _kind(part).find(found, number)
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, found: Solution, part: str, row: Any) -> HttpResponse:
    language, kind = writing_language(request), _kind(part)
    form = kind.form(request.POST or None, request.FILES or None, row=row, language=language)
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
        "label": kind.label,
        "part": part,
        "row": row,
        "texts": texts,
        **languages(request, getattr(row, kind.main)),
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
    if isinstance(row, Film):
        return save_part(actor=request.user, part=row, values=values, revision=form.seen)
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
