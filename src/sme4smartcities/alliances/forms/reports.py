"""What is typed to report an offer, and to settle a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.conversing import ReportingForm
from sme4smartcities.organisations.models import Report


class OfferReportForm(ReportingForm):
    """Tells the coordinator, and, if wanted, takes no more from those who wrote."""

    reasons = Report.Reason

    block = forms.BooleanField(
        label=_("Take no more messages from those who wrote this"),
        required=False,
        help_text=_("It holds for your organisation at once. You can let them write again there."),
    )


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What follows?"), choices=Report.Outcome.choices, widget=forms.RadioSelect
    )
