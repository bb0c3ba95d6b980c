"""A reference, a picture, a film, and the forms by which others are asked and answer."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.revising import Editing
from sme4smartcities.solutions.models import Reference
from sme4smartcities.vocabularies.placing import PlaceFields
from sme4smartcities.vocabularies.queries import country_of


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class ReferenceForm(Editing, PlaceFields):
    translated = ("result",)
    authority = forms.CharField(
        label=_("Authority that used it"),
        max_length=200,
        required=False,
        help_text=_("Its name as the directory lists it, or as it calls itself."),
    )
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("Not stated")), *Reference.Stage.choices]
    )
    year = forms.IntegerField(
        label=_("From (year)"), required=False, min_value=1950, max_value=2100
    )
    until = forms.IntegerField(
        label=_("Until (year)"), required=False, min_value=1950, max_value=2100
    )
    result = forms.CharField(
        label=_("Result"),
        max_length=1_000,
        required=False,
        widget=_text(3),
        help_text=_("What changed, with a number and how it was measured."),
    )
    url = forms.URLField(
        label=_("Page that tells of it"), max_length=500, required=False, assume_scheme="https"
    )
    field_order = [
        "authority", "country", "town", "place_id", "stage", "year", "until", "result", "url",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].help_text = _("In any language. It puts the reference on the map.")

    def _now(self) -> dict[str, Any]:
        place = self.row.place
        return {
            **super()._now(),
            "authority": self.row.organisation.name
            if self.row.organisation
            else self.row.authority,
            "country": country_of(place.territory) if place else None,
            "town": place.label if place else "",
            "place_id": str(place.pk) if place else "",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("authority") or data.get("town")):
            self.add_error("authority", _("Say who used it, or in which town."))
        return data

    def values(self) -> dict[str, Any]:
        values = super().values()
        kept = {k: v for k, v in values.items() if k not in ("country", "town", "place_id")}
        return {**kept, "place": self.place}


class PictureForm(Editing):
    translated = ("alternative", "caption")
    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("A picture up to 15 MB. We make it small and take out where it was made."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    alternative = forms.CharField(
        label=_("What the picture shows"),
        max_length=300,
        help_text=_("For those who do not see it. Say what matters in it, in a sentence."),
    )
    caption = forms.CharField(label=_("Caption"), max_length=300, required=False)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "upload"}


class FilmForm(Editing):
    translated = ("title", "shows")
    url = forms.URLField(
        label=_("Address of the film"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Where everybody can see it. It opens there, nothing is loaded on this page."),
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    shows = forms.CharField(
        label=_("What the film shows"),
        max_length=1_000,
        widget=_text(3),
        help_text=_("For those who do not see it. Say what happens and what is said."),
    )
    captions = forms.MultipleChoiceField(
        label=_("Languages of its captions"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Name a language of its captions. Not everybody hears a film.")
        },
    )


class AskForm(forms.Form):
    """Which organisation is asked."""

    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=400,
        help_text=_("Its name as it is listed, or the address of its page."),
    )


class EndorseForm(forms.Form):
    text = forms.CharField(
        label=_("In a few words"),
        max_length=600,
        required=False,
        widget=_text(4),
        help_text=_("What you used it for and what came of it. Everybody can read it."),
    )
