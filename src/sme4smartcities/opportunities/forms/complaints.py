"""What a reader says about a record, and what became of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.opportunities.models import Complaint


class ComplaintForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is the matter?"),
        choices=Complaint.Reason.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("In your words"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("What is wrong, and what would be right."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only if you want to be asked. It is deleted once the matter is settled."),
    )

    def without_email(self) -> "ComplaintForm":
        """Members are known already."""
        del self.fields["email"]
        return self


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What became of it"), choices=Complaint.Outcome.choices)
