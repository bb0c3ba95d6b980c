"""What the coordinator decides about an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    note = forms.CharField(
        label=_("How do you know?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: entry in the company register, seen on 3 May. Only coordinators read it."
        ),
    )


class MergeForm(forms.Form):
    into = forms.CharField(
        label=_("Address or number of the entry to keep"),
        max_length=400,
        help_text=_("Open the other entry and copy its address here."),
    )

    def clean_into(self) -> int:
        """Read the number out of an address such as /en/organisations/5-acequia/."""
        text = str(self.cleaned_data["into"])
        last = text.rstrip("/").rpartition("/")[2].partition("-")[0]
        if not (last.isascii() and last.isdigit() and len(last) < 19):
            raise forms.ValidationError(_("Copy the whole address of the other entry."))
        return int(last)
