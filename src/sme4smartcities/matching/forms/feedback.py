"""Why a match is dismissed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.matching.models import Reason


class DismissForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why is it not for you?"), choices=Reason.choices, widget=forms.RadioSelect
    )
