"""Whom to invite behind a challenge, and for whom one asks to support it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models import Supporter
from sme4smartcities.organisations.models import Organisation


def _message() -> forms.CharField:
    return forms.CharField(
        label=_("Message"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class InviteSupporterForm(forms.Form):
    organisation = forms.CharField(
        label=_("Public body"),
        max_length=400,
        help_text=_("Its name as it is listed, or the address of its page."),
    )
    role = forms.ChoiceField(
        label=_("Its part"), choices=Supporter.Role.choices, initial=Supporter.Role.SUPPORTER
    )
    pilot_site = forms.BooleanField(label=_("A solution can be tried there"), required=False)
    message = _message()


class AskToSupportForm(forms.Form):
    organisation = forms.ChoiceField(label=_("Public body"))
    pilot_site = forms.BooleanField(label=_("A solution can be tried with us, too"), required=False)
    message = _message()

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(row.pk): row for row in organisations}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, row.title) for key, row in self.organisations.items()]

    @property
    def chosen(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]
