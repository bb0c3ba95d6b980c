"""The sentences of this feature's refusals."""

from django.utils.translation import gettext_lazy as _

NOT_YOURS = _("Only a coordinator changes the lists of terms.")
NOT_YOUR_TABLE = _("Only the operator or a coordinator sets names of countries and places.")
LOCKED = _("This list follows a standard: its labels may change, its terms may not.")
