"""What the demonstration adds to the house: nothing outside demo mode."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.features import Feature, Setup
from sme4smartcities.demo.models import Day, Loaded
from sme4smartcities.demo.services import STEPS

FEATURE = Feature(
    slug="demo",
    title=_("Demonstration"),
    setup=tuple(Setup(title=step.title, run=step.run) for step in STEPS if settings.DEMO),
    impersonal={
        Day: "a date of the invented programme",
        Loaded: "keys of invented content; its accounts are roles, not persons",
    },
)
