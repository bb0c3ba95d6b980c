"""What members write to organisations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.conversing import OpeningForm, ReportingForm
from sme4smartcities.organisations.models import Report


class MessageForm(OpeningForm):
    read_by = _(
        "The managers see your name and your organisation, never your address."
        " They answer here, and you get a mail."
    )


class ReportForm(ReportingForm):
    reasons = Report.Reason


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What follows?"), choices=Report.Outcome.choices, widget=forms.RadioSelect
    )
