"""A document beside a challenge: the file, and what it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.texts import LONGEST


class AttachmentForm(forms.Form):
    title = forms.CharField(
        label=_("What it is"),
        max_length=LONGEST["title"],
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("In a few words: “Counts of June 2026”, “Plan of the harbour”."),
    )
    upload = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, PowerPoint, Excel, OpenDocument or text, up to 25 MB."),
    )
