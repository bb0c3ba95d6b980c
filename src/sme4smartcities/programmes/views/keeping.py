"""Coordinators open a programme, edit it, keep its parts and take it from state to state."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.core.errors import Conflict, Message, Refused
from sme4smartcities.core.lifecycle import open_steps
from sme4smartcities.core.policies import require
from sme4smartcities.core.revising import Editing, Texts
from sme4smartcities.core.translated import source_text
from sme4smartcities.core.writing import languages_of, then_language, writing_language
from sme4smartcities.programmes import models
from sme4smartcities.programmes.forms import parts as forms
from sme4smartcities.programmes.forms.programme import NewProgrammeForm, ProgrammeForm
from sme4smartcities.programmes.lifecycle import EDITION, PROGRAMME
from sme4smartcities.programmes.policies import may_create, may_keep
from sme4smartcities.programmes.queries import (
    missing_for_publishing,
    organisation_named,
    parts,
    parts_of,
)
from sme4smartcities.programmes.services import (
    add_part,
    add_partner,
    change_part,
    create_programme,
    edit_programme,
    move_edition,
    move_programme,
    remove_part,
    save_material,
)
from sme4smartcities.programmes.services.refusals import NOT_CREATOR
from sme4smartcities.programmes.views.lookup import (
    edition_or_refused,
    kept_or_refused,
    programme_or_404,
)


class Kind(NamedTuple):
    """A kind of part: its model, its form, what one is called, and the kind it hangs on."""

    model: Any
    form: type[Editing]
    label: Message
    under: str = ""


KINDS = {
    "partner": Kind(models.Partner, forms.PartnerForm, gettext_lazy("Partner")),
    "edition": Kind(models.Edition, forms.EditionForm, gettext_lazy("Edition")),
    "work-package": Kind(models.WorkPackage, forms.WorkPackageForm, gettext_lazy("Work package")),
    "figure": Kind(models.Figure, forms.FigureForm, gettext_lazy("Figure")),
    "value": Kind(models.FigureValue, forms.ValueForm, gettext_lazy("Value"), "figure"),
    "body": Kind(models.Body, forms.BodyForm, gettext_lazy("Group of organisations")),
    "body-member": Kind(
        models.BodyMember, forms.BodyMemberForm, gettext_lazy("Member of the group"), "body"
    ),
    "milestone": Kind(models.Milestone, forms.MilestoneForm, gettext_lazy("Event of its history")),
    "material": Kind(models.Material, forms.MaterialForm, gettext_lazy("Material")),
}


def create(request: HttpRequest) -> HttpResponse:
    require(may_create(request.user), NOT_CREATOR)
    form = NewProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = source_text(get_language() or "en", form.cleaned_data["name"])
        made = create_programme(actor=request.user, name=name)
        return redirect("programmes:edit", made.slug)
    return render(request, "programmes/create.html", {"form": form})


def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all parts with what can be done to them."""
    found = kept_or_refused(request, slug)
    steps = [(act, step.label) for act, step in open_steps(PROGRAMME, found.state).items()]
    context = {
        "programme": found,
        "groups": [(kind, KINDS[kind].label, rows) for kind, rows in parts_of(found).items()],
        "steps": steps,
        "missing": missing_for_publishing(found),
    }
    return render(request, "programmes/keep.html", context)


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = kept_or_refused(request, slug)
    form = ProgrammeForm(request.POST or None, row=found, language=writing_language(request))
    texts: Texts = {}
    if request.method == "POST" and form.is_valid():
        try:
            edit_programme(
                actor=request.user, programme=found, values=form.values(), revision=form.seen
            )
        except Conflict:
            texts = form.met(kept_or_refused(request, slug))
        except (ValidationError, Refused) as error:
            _tell(form, error)
        else:
            messages.success(request, _("Saved."))
            if language := then_language(request):
                return redirect(f"{request.path}?in={language}")
            return redirect("programmes:keep", slug)
    context = {"programme": found, "form": form, "texts": texts, **languages_of(request, found)}
    return render(request, "programmes/edit.html", context, status=409 if texts else 200)


def _tell(form: Any, error: ValidationError | Refused) -> None:
    """Show on the form what the service would not take."""
    if isinstance(error, Refused):
        form.add_error(None, str(error.message))
        return
    for name, errors in getattr(error, "error_dict", {"": [error]}).items():
        form.add_error(name if name in form.fields else None, errors)


def _kind_or_404(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def add(request: HttpRequest, slug: str, part: str, under: int = 0) -> HttpResponse:
    found = kept_or_refused(request, slug)
    kind = _kind_or_404(part)
    whole = {"programme": found}
    if kind.under:
        above = KINDS[kind.under].model
        whole = {kind.under: get_object_or_404(parts(found, above), pk=under)}
    row = kind.model(**whole, position=10_000 if not kind.under else 100)
    return _part_page(request, found, part, row)


def change(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    kind = _kind_or_404(part)
    found: models.Programme = programme_or_404(request, slug)
    row = get_object_or_404(parts(found, kind.model), pk=pk)
    if isinstance(row, models.Edition):
        edition_or_refused(request, row)
    else:
        kept_or_refused(request, slug)
    return _part_page(request, found, part, row)


def _part_page(
    request: HttpRequest, programme: models.Programme, part: str, row: Any
) -> HttpResponse:
    kind = KINDS[part]
    files = request.FILES or None
    form = kind.form(request.POST or None, files, row=row, language=writing_language(request))
    texts: Texts = {}
    if request.method == "POST" and form.is_valid():
        try:
            saved = _kept(request, programme, form, row)
        except Conflict:
            texts = form.met(get_object_or_404(parts(programme, kind.model), pk=row.pk))
        else:
            if saved is not None:
                messages.success(request, _("Saved."))
                return _onward(request, programme, part, saved)
    context = {
        "programme": programme,
        "form": form,
        "label": kind.label,
        "row": row,
        "texts": texts,
        "keeps": may_keep(request.user, programme),
        **languages_of(request, row if form.translated else None),
    }
    return render(request, "programmes/part.html", context, status=409 if texts else 200)


def _onward(
    request: HttpRequest, programme: models.Programme, part: str, saved: Any
) -> HttpResponse:
    """Lead on to the same part in another language, or back to where it is kept."""
    if language := then_language(request):
        address = reverse("programmes:change", args=(programme.slug, part, saved.pk))
        return redirect(f"{address}?in={language}")
    if not may_keep(request.user, programme):
        return redirect(programme)
    return redirect("programmes:keep", programme.slug)


def _kept(request: HttpRequest, programme: models.Programme, form: Editing, row: Any) -> Any:
    """Save the part and give it; None leaves on the form what stands against it."""
    values = form.values()
    for name in ("organisation", "lead"):
        if values.get(name):
            typed = values[name]
            values[name] = organisation_named(request.user, typed, layer=programme.layer)
            if values[name] is None:
                form.add_error(
                    name,
                    _(
                        "The directory has no such organisation. Enter it first: register it, or import a table."
                    ),
                )
                return None
        elif name in values:
            values[name] = None
    try:
        return _save(request, row, values, form)
    except (ValidationError, Refused) as error:
        _tell(form, error)
        return None


def _save(request: HttpRequest, row: Any, values: dict[str, Any], form: Editing) -> Any:
    actor = request.user
    if isinstance(row, models.Material):
        upload = form.cleaned_data["upload"]
        return save_material(
            actor=actor, material=row, values=values, upload=upload, revision=form.seen
        )
    if row.pk:
        return change_part(actor=actor, part=row, values=values, revision=form.seen)
    if isinstance(row, models.Partner):
        return add_partner(actor=actor, programme=row.programme, **values)
    for name, value in values.items():
        setattr(row, name, value)
    return add_part(actor=actor, part=row)


@require_POST
def remove(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    found = kept_or_refused(request, slug)
    row = get_object_or_404(parts(found, _kind_or_404(part).model), pk=pk)
    remove_part(actor=request.user, part=row)
    messages.success(request, _("Removed."))
    return redirect("programmes:keep", slug)


@require_POST
def move(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    found = kept_or_refused(request, slug)
    if act not in PROGRAMME:
        raise Http404
    moved = move_programme(actor=request.user, programme=found, act=act)
    messages.success(request, _("Done."))
    closed = moved.state == models.State.ARCHIVED
    return redirect("programmes:programme" if closed else "programmes:keep", slug)


@require_POST
def step_edition(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    if act not in EDITION:
        raise Http404
    found = programme_or_404(request, slug)
    edition = edition_or_refused(request, get_object_or_404(parts(found, models.Edition), pk=pk))
    move_edition(actor=request.user, edition=edition, act=act)
    messages.success(request, _("Done."))
    return _onward(request, found, "edition", edition)
