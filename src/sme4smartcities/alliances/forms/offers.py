"""What is typed to offer help, to say what one needs, and to answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.alliances.forms.reasons import ReasonedForm
from sme4smartcities.alliances.lifecycle import ANSWERS, STEPS
from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.words import LONGEST
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models import Solution

NOTHING = ("", _("None in particular"))


class TurningForm(forms.Form):
    """One's own organisation and a few words; ``rows`` of a choice by its field's name."""

    sender = forms.ChoiceField(label=_("You write for"))
    text = forms.CharField(
        label=_("A few lines"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )

    def __init__(self, *args: Any, senders: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, dict[str, Any]] = {}
        self.offer_choice("sender", senders)
        if len(senders) == 1:
            self.fields["sender"].widget = forms.HiddenInput()
            self.fields["sender"].initial = str(senders[0].pk)

    def offer_choice(self, name: str, rows: Sequence[Any]) -> None:
        """Fill a choice with rows; one that is not needed goes where there is nothing to choose."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        self.rows[name] = {str(row.pk): row for row in rows}
        names = [(key, str(row)) for key, row in self.rows[name].items()]
        field.choices = names if field.required else [NOTHING, *names]
        if not rows and not field.required:
            del self.fields[name]

    def chosen(self, name: str) -> Any:
        return self.rows[name].get(self.cleaned_data.get(name, ""))


class HelpForm(TurningForm):
    """Offers help with a challenge, or to an organisation."""

    solution = forms.ChoiceField(label=_("With this solution"), required=False)

    field_order = ("sender", "solution", "text")

    def __init__(self, *args: Any, solutions: Sequence[Solution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _(
            "What you can do, what you have done before, what you would need. The managers of the"
            " other side read it with your organisation's name, never your address."
        )
        self.offer_choice("solution", solutions)


class NeedForm(TurningForm):
    """A city tells the owners of a solution that it has the problem."""

    receiver = forms.ChoiceField(label=_("You ask"))
    challenge = forms.ChoiceField(label=_("It is this challenge of ours"), required=False)

    field_order = ("sender", "receiver", "challenge", "text")

    def __init__(
        self,
        *args: Any,
        owners: Sequence[Organisation],
        challenges: Sequence[Challenge],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _(
            "Where you have the problem, and how large it is. This is market knowledge, not"
            " selection: it opens no procedure and prefers nobody."
        )
        self.offer_choice("receiver", owners)
        self.offer_choice("challenge", challenges)
        if len(owners) == 1:
            self.fields["receiver"].widget = forms.HiddenInput()
            self.fields["receiver"].initial = str(owners[0].pk)


class AnswerForm(ReasonedForm):
    """Yes, not now, or no with a reason."""

    act = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("If no, why?"),
        required=False,
        choices=[("", _("Choose a reason")), *Offer.Reason.choices],
    )
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The other side reads it with your organisation's name, never your own."),
    )

    def __init__(self, *args: Any, acts: Sequence[str] = ANSWERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["act"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(act, STEPS[act].label) for act in acts]


class LineForm(forms.Form):
    """Says more in an offer that is open."""

    text = forms.CharField(
        label=_("A few lines"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
