"""What programmes add to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.features import Feature

FEATURE = Feature(slug="programmes", title=_("Programmes"))
