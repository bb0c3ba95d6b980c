"""Name and place: the section by which an organisation is known and found."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.organisations.forms.section import SectionForm
from sme4smartcities.organisations.models import Organisation, Staff
from sme4smartcities.organisations.names import core_name
from sme4smartcities.organisations.services.profile import Basics
from sme4smartcities.organisations.services.terms import clean_domains
from sme4smartcities.vocabularies.fields import TermField
from sme4smartcities.vocabularies.placing import PlaceFields
from sme4smartcities.vocabularies.queries import country_of

LANGUAGE_CHOICES = list(settings.LANGUAGES)


class BasicsForm(SectionForm, PlaceFields):
    slug = "basics"
    title = _("Name and place")

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = TermField("organisation_kind", label=_("What kind of organisation is it?"))
    alternate_names = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Acronyms, other spellings, former names: one a line. People find you by them."
        ),
    )
    size = TermField("organisation_size", label=_("Size"), required=False)
    staff = forms.ChoiceField(
        label=_("People who work there"),
        choices=[("", _("Choose")), *Staff.choices],
        required=False,
    )
    founded = forms.IntegerField(label=_("Founded in"), required=False, min_value=1000)
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("Only if the dot of the town is not right, for example 37.99."),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        help_text=_("For example -1.13."),
    )
    address = forms.CharField(
        label=_("Address of the office"),
        required=False,
        max_length=300,
        help_text=_("Everybody can read it. Leave it empty if you work from home."),
    )
    website = forms.URLField(
        label=_("Website"), required=False, max_length=300, assume_scheme="https"
    )
    domains = forms.CharField(
        label=_("E-mail domains"),
        required=False,
        max_length=1000,
        help_text=_(
            "What stands after the @ in your addresses, for example city.example. It is not shown."
        ),
    )

    field_order = (
        "name", "kind", "country", "town", "place_id", "address", "website", "domains",
        "alternate_names", "size", "staff", "founded", "latitude", "longitude",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGE_CHOICES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=name,
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )

    @classmethod
    def start_of(cls, row: Organisation, language: str) -> dict[str, Any]:
        moved = row.place and (row.latitude, row.longitude) != (row.place.lat, row.place.lon)
        own = row.latitude is not None and (row.place is None or moved)
        return {
            "revision": row.revision,
            "name": row.name,
            "kind": row.kind,
            "alternate_names": "\n".join(row.alternate_names),
            "size": row.size,
            "staff": row.staff,
            "founded": row.founded,
            "country": country_of(row.territory),
            "territory": row.territory,
            "town": row.place.label if row.place else "",
            "place_id": str(row.place_id or ""),
            "latitude": row.latitude if own else None,
            "longitude": row.longitude if own else None,
            "address": row.address,
            "website": row.website,
            "domains": ", ".join(row.email_domains.values_list("domain", flat=True)),
            **{f"name_{code}": row.names.get(code, "") for code, _name in LANGUAGE_CHOICES},
        }

    def names(self) -> list[forms.BoundField]:
        return [self[f"name_{code}"] for code, _name in LANGUAGE_CHOICES]

    @property
    def has_other_names(self) -> bool:
        """Say whether the fold must be open: something stands in it, or is wrong."""
        inside = [self["alternate_names"], *self.names()]
        return any(bound.value() or bound.errors for bound in inside)

    @property
    def has_own_dot(self) -> bool:
        inside = (self["latitude"], self["longitude"])
        return any(bound.value() not in (None, "") or bound.errors for bound in inside)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not core_name(name):
            raise ValidationError(_("Write the name of the organisation in letters."))
        return name

    def clean_founded(self) -> int | None:
        year: int | None = self.cleaned_data["founded"]
        if year and year > timezone.localdate().year:
            raise ValidationError(_("This year is in the future."))
        return year

    def clean_domains(self) -> list[str]:
        try:
            return clean_domains(self.cleaned_data["domains"].replace(",", " ").split())
        except Refused as error:
            raise ValidationError(str(error.message)) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            self.add_error("latitude", _("Give both latitude and longitude, or neither."))
        return data

    def values(self) -> Basics:
        data = self.cleaned_data
        return Basics(
            name=data["name"],
            kind=data["kind"],
            names={code: data[f"name_{code}"].strip() for code, _name in LANGUAGE_CHOICES},
            alternate_names=data["alternate_names"].splitlines(),
            size=data["size"],
            staff=data["staff"],
            founded=data["founded"],
            territory=self.territory(self.start.get("territory")),
            place=self.place,
            latitude=data["latitude"],
            longitude=data["longitude"],
            address=" ".join(data["address"].split()),
            website=data["website"],
            domains=data["domains"],
        )
