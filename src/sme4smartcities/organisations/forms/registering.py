"""Five questions that put an organisation into the directory."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.organisations.names import core_name
from sme4smartcities.organisations.services.terms import clean_domains
from sme4smartcities.vocabularies.fields import TermField
from sme4smartcities.vocabularies.placing import PlaceFields


class RegisterForm(PlaceFields):
    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    kind = TermField("organisation_kind", label=_("What kind of organisation is it?"))
    website = forms.URLField(
        label=_("Website"), required=False, max_length=300, assume_scheme="https"
    )
    domain = forms.CharField(
        label=_("E-mail domain"),
        required=False,
        max_length=253,
        help_text=_(
            "What stands after the @ in your addresses, for example city.example."
            " It is not shown; it helps colleagues to find each other."
        ),
    )
    anew = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ("name", "kind", "country", "town", "place_id", "website", "domain", "anew")

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not core_name(name):
            raise ValidationError(_("Write the name of the organisation in letters."))
        return name

    def clean_domain(self) -> list[str]:
        try:
            return clean_domains([self.cleaned_data["domain"]])
        except Refused as error:
            raise ValidationError(str(error.message)) from error

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "name": data["name"],
            "kind": data["kind"],
            "territory": self.territory(),
            "place": self.place,
            "website": data["website"],
            "domains": data["domain"],
        }
