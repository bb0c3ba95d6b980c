"""What the coordinator enters about people who are no members."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.revising import RevisedForm
from sme4smartcities.organisations.models import Contact, Organisation
from sme4smartcities.organisations.services.contacts import ContactValues
from sme4smartcities.vocabularies.fields import TermField

DATE = {"type": "date"}
ROLE_NAMES = {
    "manager": _("Managers of all organisations"),
    "member": _("People of all organisations"),
    "mentor": _("Mentors"),
    "expert": _("Experts"),
    "officer": _("City officers"),
    "reviewer": _("Reviewers"),
}


def _today() -> Any:
    return timezone.localdate()


def _in_two_years() -> Any:
    return timezone.localdate() + timedelta(days=730)


class ContactForm(RevisedForm):
    function = forms.CharField(
        label=_("Function"), max_length=150, help_text=_("For example: head of urban mobility.")
    )
    email = forms.EmailField(
        label=_("E-mail address of the office"),
        required=False,
        help_text=_("Prefer the address of the office to one of a person."),
    )
    address = forms.CharField(
        label=_("Postal address of the office"), required=False, max_length=300
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=150,
        help_text=_("Only if the function alone does not reach the right person."),
    )
    language = forms.ChoiceField(label=_("Language to write in"), choices=settings.LANGUAGES)
    source = forms.CharField(
        label=_("Where do the data come from?"),
        max_length=300,
        help_text=_("Name the page or the register. The person is told."),
    )
    legal_basis = TermField("legal_basis", label=_("Legal basis"))
    collected_on = forms.DateField(
        label=_("Collected on"),
        initial=_today,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
    )
    expires_on = forms.DateField(
        label=_("To be deleted on"),
        initial=_in_two_years,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        help_text=_("At most three years after the data were collected."),
    )
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person can ask to read them."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Who sees it beside the coordinators?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Everybody who holds a role that you tick sees the contact, in whichever organisation"
            " or programme. Tick nothing, and only coordinators do."
        ),
    )

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["audiences"]
        assert isinstance(offered, forms.MultipleChoiceField)
        offered.choices = [(role, ROLE_NAMES.get(role, role)) for role in roles]

    @staticmethod
    def start_of(contact: Contact) -> dict[str, Any]:
        names = (
            "revision", "function", "email", "address", "name", "language", "source",
            "legal_basis", "collected_on", "expires_on", "notes",
        )  # fmt: skip
        held = [audience.role for audience in contact.audiences.all()]
        return {**{name: getattr(contact, name) for name in names}, "audiences": held}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("email") or data.get("address")):
            self.add_error("email", _("Give an e-mail or a postal address of the office."))
        return data

    def values(self, organisation: Organisation) -> ContactValues:
        skipped = ("revision", "audiences")
        data = {name: value for name, value in self.cleaned_data.items() if name not in skipped}
        return ContactValues(organisation=organisation, **data)


class SuppressForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address that must never be kept or written to"))
