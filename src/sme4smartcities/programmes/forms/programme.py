"""What a coordinator says of a programme, and what an organisation writes to take part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.conversing import OpeningForm, ReportingForm
from sme4smartcities.core.revising import Editing
from sme4smartcities.core.richtext import RichTextField
from sme4smartcities.organisations.models import Report
from sme4smartcities.programmes.forms.editing import (
    DateKnown,
    OrganisationField,
    SourceFields,
)
from sme4smartcities.programmes.models import Entry
from sme4smartcities.vocabularies.fields import TermField, TermsField


class NewProgrammeForm(forms.Form):
    name = forms.CharField(label=_("Name of the programme"), max_length=200)


class ProgrammeForm(SourceFields, Editing):
    translated = ("acronym", "name", "summary", "description", "funding")

    acronym = forms.CharField(label=_("Short name"), max_length=40, required=False)
    name = forms.CharField(label=_("Name of the programme"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=400,
        required=False,
        help_text=_("What it is about, in one or two sentences."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    description = RichTextField(label=_("Description"), max_length=20_000, required=False)
    funding = forms.CharField(
        label=_("Funding statement"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    entry = forms.ChoiceField(label=_("Who may take part"), choices=Entry.choices)
    languages = TermsField("language", label=_("Working languages"), required=False)
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https"
    )
    planned_starts = DateKnown(label=_("Planned start"), required=False)
    planned_ends = DateKnown(label=_("Planned end"), required=False)
    starts = DateKnown(label=_("Actual start"), required=False)
    ends = DateKnown(label=_("Actual end"), required=False)

    field_order = [
        *translated,
        "entry",
        "languages",
        "website",
        "planned_starts",
        "planned_ends",
        "starts",
        "ends",
    ]

    def values(self) -> dict[str, Any]:
        values = super().values()
        values["languages"] = [term.code for term in values["languages"]]
        return values


class JoinForm(forms.Form):
    """Which of the member's organisations asks, and why."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    message = forms.CharField(
        label=_("Message to the coordinators"),
        max_length=1_000,
        required=False,
        help_text=_("Only the coordinators of the programme read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, organisations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    organisation = OrganisationField(label=_("Organisation"))
    role = TermField(
        "partner_role",
        label=_("Invited as"),
        required=False,
        empty=_("Participant, outside the consortium"),
        help_text=_("With a role it becomes a partner on the day it accepts."),
    )
    message = forms.CharField(
        label=_("Message"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CoordinatorForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of a member"),
        help_text=_("The member can then edit this programme, answer requests and invite."),
    )
    edition = forms.ChoiceField(
        label=_("For"),
        required=False,
        help_text=_("Who coordinates one edition edits that one, and nothing else."),
    )

    def __init__(self, *args: Any, editions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("The whole programme")), *editions]
        self.fields["edition"].choices = choices  # type: ignore[attr-defined]
        if not editions:
            del self.fields["edition"]


class EnquiryForm(OpeningForm):
    read_by = _(
        "The coordinators see your name, never your address. They answer here, and you get a mail."
    )


class EnquiryReportForm(ReportingForm):
    reasons = Report.Reason


class PartsTableForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV, Excel or JSON with the columns of the export, up to 1 MB."),
    )


class ProgrammeFileForm(forms.Form):
    file = forms.FileField(
        label=_("Export of a programme"), help_text=_("The JSON file, up to 2 MB.")
    )
