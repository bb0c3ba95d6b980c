"""What is brought: the file of one challenge, or a table of many."""

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.forms.studio import OfAnOwner
from sme4smartcities.challenges.services.tabling import MOST


class BringForm(OfAnOwner):
    """The export of a challenge, and for whom it comes in."""

    file = forms.FileField(
        label=_("Export of a challenge"), help_text=_("The JSON file, up to 2 MB.")
    )


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=format_lazy(
            _("CSV, Excel (.xlsx) or JSON, up to 10 MB and {most} rows, column names first."),
            most=MOST,
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the texts"),
        choices=settings.LANGUAGES,
        help_text=_("For texts in columns that name no language."),
    )
