"""Where something is: a town by its name, asked again only where the name means several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.vocabularies.fields import TermField
from sme4smartcities.vocabularies.models import Place, Term
from sme4smartcities.vocabularies.queries import country_of, place_with_id, places_named, where


class WhichPlace(forms.ChoiceField):
    """A choice that the form itself makes up once the name of the town is known to mean several."""

    def validate(self, value: Any) -> None:
        """Take any answer: the form looks it up among the places of that name."""


class PlaceFields(forms.Form):
    """A country and a town. ``place_id`` stays away until a name needs it."""

    country = TermField("territory", scheme="ISO 3166-1", label=_("Country"), required=False)
    town = forms.CharField(
        label=_("Town"),
        max_length=200,
        required=False,
        help_text=_("In any language. It puts you on the map."),
    )
    place_id = WhichPlace(
        label=_("Which one do you mean?"), required=False, widget=forms.RadioSelect
    )

    place: Place | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text = data.get("town", "")
        if text:
            self.place = self._resolve(text, data.get("country"))
        return data

    def clean_place_id(self) -> str:
        return ""

    def _resolve(self, text: str, country: Term | None) -> Place | None:
        """Find the one place meant, or ask; the choices are the likeliest eight."""
        chosen = str(self.data.get(self.add_prefix("place_id"), ""))
        if not chosen and (held := self._held(text)):
            return held
        found = places_named(text, territory=country.pk, limit=8) if country else []
        found = found or places_named(text, limit=8)  # places may show no country yet
        kept = next((place for place in found if str(place.pk) == chosen), None)
        if kept or len(found) == 1:
            return kept or found[0]
        if not found:
            self.add_error(
                "town", _("We know no such town. Try the next larger one, or leave it empty.")
            )
            return None
        self._ask(found)
        return None

    def _held(self, text: str) -> Place | None:
        """Give the place that is saved, as long as its name was not typed over."""
        number = str(self.initial.get("place_id") or "")
        unchanged = bool(text) and text == self.initial.get("town") and number.isdigit()
        return place_with_id(int(number)) if unchanged else None

    def _ask(self, found: list[Place]) -> None:
        choices = self.fields["place_id"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [
            (str(place.pk), " · ".join(part for part in (place.label, where(place)) if part))
            for place in found
        ]
        self.add_error("place_id", _("Several towns are called so. Choose one."))

    def territory(self, held: Term | None = None) -> Term | None:
        """Give the place's region, else the one held if it lies in the chosen country, else that."""
        country: Term | None = self.cleaned_data.get("country")
        if self.place and self.place.territory:
            return self.place.territory
        return held if held and country_of(held) == country else country

    @property
    def asks_which(self) -> bool:
        """Say whether the choice among several places must be drawn."""
        return bool(getattr(self.fields["place_id"], "choices", ()))
