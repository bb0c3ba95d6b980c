"""What is asked in public, and the answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.services.asking import LONGEST_ANSWER, LONGEST_QUESTION
from sme4smartcities.core.revising import RevisedForm
from sme4smartcities.organisations.models import Organisation


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Everybody reads the question and the answer. Write nothing that is secret."),
    )
    organisation = forms.ChoiceField(label=_("You ask for"), required=False)
    hidden = forms.BooleanField(
        label=_("Do not say for which organisation"),
        required=False,
        help_text=_("Only your own people and the coordinator see it; the city does not."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(row.pk): row for row in organisations}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        names = [(key, row.title) for key, row in self.organisations.items()]
        field.choices = [*names, ("", _("yourself, without an organisation"))]
        if not names:
            del self.fields["organisation"], self.fields["hidden"]

    @property
    def asks_for(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data.get("organisation", ""))

    @property
    def stays_unsaid(self) -> bool:
        return bool(self.cleaned_data.get("hidden")) and self.asks_for is not None


class AnswerForm(RevisedForm):
    text = forms.CharField(
        label=_("The answer"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Everybody reads it at the same time. You can put it into better words later."),
    )
