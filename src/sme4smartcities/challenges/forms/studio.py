"""The first lines of a challenge, and the words that go with a step of its life."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.lifecycle import ChallengeAct
from sme4smartcities.challenges.texts import LONGEST
from sme4smartcities.organisations.models import Organisation


@dataclass(frozen=True)
class OwnerChoice:
    """For whom a member may open a challenge: one of ``owners``, or whom ``find`` finds by its name."""

    owners: Sequence[Organisation] = ()
    find: Callable[[str], Organisation | None] | None = None


class OfAnOwner(forms.Form):
    """A form that asks for which organisation something is made."""

    owner: forms.Field = forms.ChoiceField(label=_("Whose challenge is it?"))

    def __init__(self, *args: Any, choice: OwnerChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice = choice
        if choice.find is not None:
            self.fields["owner"] = forms.CharField(
                label=_("Whose challenge is it?"),
                max_length=400,
                widget=forms.TextInput(attrs={"dir": "auto"}),
                help_text=_("Its name as it is listed, or the address of its page."),
            )
            return
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(owner.pk), owner.title) for owner in choice.owners]

    def clean_owner(self) -> Organisation:
        typed = self.cleaned_data["owner"]
        if self.choice.find is None:
            return next(one for one in self.choice.owners if str(one.pk) == typed)
        found = self.choice.find(typed)
        if found is None:
            raise forms.ValidationError(
                _("The directory lists no such organisation, or it is a record of the past.")
            )
        return found

    @property
    def owner_row(self) -> Organisation:
        owner: Organisation = self.cleaned_data["owner"]
        return owner


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


class StepForm(forms.Form):
    """The note of a step; a step that asks for none has no field."""

    note = forms.CharField(
        max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )

    def __init__(self, *args: Any, step: ChallengeAct, **kwargs: Any) -> None:
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
