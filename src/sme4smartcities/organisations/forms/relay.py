"""What members write to organisations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.organisations.models import Report


class MessageForm(forms.Form):
    title = forms.CharField(label=_("What is it about?"), max_length=120)
    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_(
            "The managers see your name and your organisation, never your address."
            " They answer here, and you get a mail."
        ),
    )


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=Report.Reason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What should the coordinator know?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What follows?"), choices=Report.Outcome.choices, widget=forms.RadioSelect
    )
