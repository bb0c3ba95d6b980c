"""The first lines of a challenge, and the words that go with a step of its life."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.lifecycle import Step
from sme4smartcities.challenges.texts import LONGEST
from sme4smartcities.organisations.models import Organisation


class OfAnOwner(forms.Form):
    """A form that asks for which public body something is made."""

    owner = forms.ChoiceField(label=_("Whose challenge is it?"))

    def __init__(self, *args: Any, owners: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(owner.pk): owner for owner in owners}
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, owner.title) for key, owner in self.owners.items()]

    @property
    def owner_row(self) -> Organisation:
        return self.owners[self.cleaned_data["owner"]]


class NewChallengeForm(OfAnOwner):
    language = forms.ChoiceField(
        label=_("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=_("Others can translate it later, text by text."),
    )
    title = forms.CharField(
        label=_("What should change? In a few words"),
        max_length=LONGEST["title"],
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Name the problem, not the thing you would buy. You can change it later."),
    )


class BringForm(OfAnOwner):
    """The export of a challenge, and for whom it comes in."""

    file = forms.FileField(
        label=_("Export of a challenge"), help_text=_("The JSON file, up to 2 MB.")
    )


class StepForm(forms.Form):
    """The note of a step; a step that asks for none has no field."""

    note = forms.CharField(
        max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.asks:
            del self.fields["note"]
            return
        asks: Any = step.asks
        self.fields["note"].label = asks
        self.fields["note"].required = step.must

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("note", ""))
