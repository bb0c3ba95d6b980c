"""What is typed to start an alliance, to ask one more, to answer, and to say what one covers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.alliances.forms.reasons import ReasonedForm
from sme4smartcities.alliances.lifecycle import SEAT_ANSWERS, SEAT_STEPS
from sme4smartcities.alliances.models import Seat
from sme4smartcities.core.formats import isolated
from sme4smartcities.organisations.models import Organisation

COVERS, NAME, NOTE, SAID = 300, 120, 2_000, 500


class StartForm(forms.Form):
    """Names an alliance and chooses who is asked; nobody is asked yet."""

    starter = forms.ChoiceField(label=_("You write for"))
    name = forms.CharField(
        label=_("Name of the alliance"),
        max_length=NAME,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    note = forms.CharField(
        label=_("What for"),
        required=False,
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Those whom you invite read it."),
    )
    members = forms.MultipleChoiceField(
        label=_("Whom to ask"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        starters: Sequence[Organisation],
        partners: Sequence[tuple[Organisation, Sequence[str]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._starters = {str(one.pk): one for one in starters}
        self._partners = {str(one.pk): one for one, _covers in partners}
        field = self.fields["starter"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.title) for key, one in self._starters.items()]
        if len(starters) == 1:
            field.widget = forms.HiddenInput()
            field.initial = str(starters[0].pk)
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), _named(one, covers)) for one, covers in partners]
        if not partners:
            del self.fields["members"]

    @property
    def starter_row(self) -> Organisation:
        return self._starters[self.cleaned_data["starter"]]

    @property
    def member_rows(self) -> list[Organisation]:
        return [self._partners[key] for key in self.cleaned_data.get("members", ())]


def _named(one: Organisation, covers: Sequence[str]) -> str:
    names = " · ".join(covers)
    return f"{isolated(one.title)} — {names}" if names else isolated(one.title)


class MemberForm(forms.Form):
    """Asks one more organisation."""

    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=400,
        help_text=_("Its name as it is listed, or the address of its page."),
    )
    covers = forms.CharField(
        label=_("What it would cover"),
        required=False,
        max_length=COVERS,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class SeatAnswerForm(ReasonedForm):
    """Joins, or declines with a reason."""

    act = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[(act, SEAT_STEPS[act].label) for act in SEAT_ANSWERS],
    )
    reason = forms.ChoiceField(
        label=_("If no, why?"),
        required=False,
        choices=[("", _("Choose a reason")), *Seat.Reason.choices],
    )
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=SAID,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The lead reads it with your organisation's name, never your own."),
    )


class CoversForm(forms.Form):
    """Says what one's own organisation covers, and who may see the alliance."""

    covers = forms.CharField(
        label=_("What we cover"),
        required=False,
        max_length=COVERS,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    opens = forms.BooleanField(
        label=_("The owner of the challenge may see this alliance"),
        required=False,
        help_text=_("It sees the members and what they cover, once every member agrees."),
    )
