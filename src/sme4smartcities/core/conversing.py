"""What people fill in to write to each other, wherever they do: begin, answer, report."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message


class OpeningForm(forms.Form):
    """Begins a conversation; ``read_by`` says who reads it and how the answer comes."""

    read_by: Message = ""

    title = forms.CharField(label=_("What is it about?"), max_length=120)
    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = str(self.read_by)


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class ReportingForm(forms.Form):
    """Tells the coordinator what is wrong with a conversation."""

    reasons: type[models.TextChoices]

    reason = forms.ChoiceField(label=_("What is wrong?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What should the coordinator know?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = self.reasons.choices  # type: ignore[attr-defined]
