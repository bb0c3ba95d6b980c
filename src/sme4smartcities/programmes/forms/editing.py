"""Fields that the forms of a programme share: dates as far as known, organisations, sources."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.dates import check


class DateKnown(forms.CharField):
    """A year, a month or a day, as far as it is known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("As far as it is known: 2023, 2023-09 or 2023-09-30."))
        super().__init__(max_length=10, validators=[check], **kwargs)


class OrganisationField(forms.CharField):
    """An organisation by its name, its number, or the address of its page."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Its name as it is listed, or the address of its page."))
        super().__init__(max_length=400, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organisation) else value


class SourceFields(forms.Form):
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    checked_on = forms.DateField(
        label=_("Checked on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PeriodFields(forms.Form):
    starts = DateKnown(label=_("From"), required=False)
    ends = DateKnown(label=_("Until"), required=False)
