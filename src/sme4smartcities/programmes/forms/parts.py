"""One form for each kind of part of a programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.revising import Editing
from sme4smartcities.core.thread import STAGES
from sme4smartcities.programmes.forms.editing import (
    DateKnown,
    OrganisationField,
    PeriodFields,
    SourceFields,
)
from sme4smartcities.programmes.models import Figure, FigureValue
from sme4smartcities.vocabularies.fields import TermField

YES_NO = [("", _("Not known")), ("True", _("Yes")), ("False", _("No"))]


class Placed(forms.Form):
    position = forms.IntegerField(
        label=_("Position"), min_value=0, max_value=10_000, help_text=_("Lower comes first.")
    )


class PartnerForm(Placed, SourceFields, PeriodFields, Editing):
    translated = ("note",)
    organisation = OrganisationField(label=_("Organisation"))
    role = TermField("partner_role", label=_("Role"))
    has_budget = forms.TypedChoiceField(
        label=_("Has a share of the budget"),
        choices=YES_NO,
        required=False,
        coerce=lambda text: text == "True",
        empty_value=None,
    )
    note = forms.CharField(label=_("What it does here"), max_length=500, required=False)
    field_order = ["organisation", "role", "has_budget", "note"]


class EditionForm(Placed, PeriodFields, Editing):
    translated = ("name", "summary")
    name = forms.CharField(label=_("Name"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["name", "summary"]


class WorkPackageForm(Placed, PeriodFields, Editing):
    translated = ("name",)
    code = forms.CharField(label=_("Code"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=200)
    lead = OrganisationField(label=_("Led by"), required=False)
    field_order = ["code", "name", "lead"]


class BodyForm(Placed, SourceFields, PeriodFields, Editing):
    translated = ("name",)
    kind = TermField("body_kind", label=_("Kind"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    field_order = ["kind", "name"]


class BodyMemberForm(Placed, SourceFields, PeriodFields, Editing):
    organisation = OrganisationField(label=_("Organisation"))
    role = TermField("body_role", label=_("Role"))
    field_order = ["organisation", "role"]


class FigureForm(Placed, Editing):
    translated = ("name", "note")
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Latin letters, digits and hyphens.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Figure.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=200)
    unit = TermField("unit", label=_("Unit"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    field_order = ["name", "code", "kind", "unit", "note"]


class ValueForm(Placed, SourceFields, Editing):
    translated = ("note",)
    amount = forms.DecimalField(label=_("Value"), max_digits=18, decimal_places=3)
    meaning = forms.ChoiceField(label=_("Meaning"), choices=FigureValue.Meaning.choices)
    as_of = DateKnown(label=_("As of"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    field_order = ["amount", "meaning", "as_of", "note"]


class MilestoneForm(Placed, SourceFields, Editing):
    translated = ("title", "text")
    title = forms.CharField(label=_("What happened"), max_length=200)
    happened = DateKnown(label=_("Date"))
    until = DateKnown(label=_("Until"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[
            ("", pgettext_lazy("stage", "None")),
            *((stage.code, stage.label) for stage in STAGES),
        ],
    )
    text = forms.CharField(
        label=_("More"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["title", "happened", "until", "stage", "text"]


class MaterialForm(Placed, SourceFields, Editing):
    translated = ("title",)
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = TermField("material_kind", label=_("Kind"))
    language = TermField("language", label=_("Language"), required=False)
    version = forms.CharField(
        label=_("Version"), max_length=40, required=False, help_text=_("For example 2, or draft.")
    )
    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "PDF, Word, PowerPoint, Excel, OpenDocument or text, up to 25 MB. A new file takes the "
            "place of the one before."
        ),
    )
    url = forms.URLField(
        label=_("Or the address of a page"),
        max_length=500,
        assume_scheme="https",
        required=False,
    )
    published = DateKnown(label=_("Published on"), required=False)
    field_order = ["title", "kind", "language", "version", "upload", "url", "published"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "upload"}
