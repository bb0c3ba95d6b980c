"""What the demonstration adds to the house: nothing outside demo mode."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.features import Feature
from sme4smartcities.demo.models import Day, Loaded

FEATURE = Feature(
    slug="demo",
    title=_("Demonstration"),
    impersonal={
        Day: "a date of the invented programme",
        Loaded: "keys of invented content; its accounts are roles, not persons",
    },
)
