"""What is typed to propose a meeting, other times, and an answer; times in the reader's own zone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sme4smartcities.alliances import times
from sme4smartcities.alliances.models import Meeting, Slot
from sme4smartcities.core import formats
from sme4smartcities.core.errors import Refused
from sme4smartcities.organisations.queries.clocks import Clock

NAMES = ("first", "second", "third")


class TimeField(forms.CharField):
    """A day and a time, as the browser's own picker writes them."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "datetime-local", "dir": "ltr"})
        super().__init__(widget=widget, max_length=40, **kwargs)


class ClockForm(forms.Form):
    """Asks for the time zone of who has set none; a suggestion stands there to be changed."""

    zone = forms.ChoiceField(label=_("Your time zone"), choices=formats.zones)

    def __init__(self, *args: Any, clock: Clock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own = clock.zone
        if clock.zone is not None:
            del self.fields["zone"]
            return
        field = self.fields["zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose your time zone")), *formats.zones()]
        field.widget.attrs["data-clock"] = ""
        self.initial.setdefault("zone", clock.suggested)
        field.help_text = gettext(
            "You have set none yet. It is kept in your settings, and every time is shown in it."
        )
        if clock.suggested:
            field.help_text += " " + gettext(
                "%(zone)s is suggested because your organisation lies there."
            ) % {"zone": clock.suggested}

    @property
    def clock(self) -> ZoneInfo | None:
        """Give the member's zone, or the one just chosen; nothing while that is missing or wrong."""
        chosen = getattr(self, "cleaned_data", {}).get("zone")
        return self._own or (ZoneInfo(chosen) if chosen else None)

    @property
    def newly_chosen(self) -> str:
        """Give the zone to keep, if one was asked for."""
        return self.cleaned_data.get("zone", "")


class TimesForm(ClockForm):
    """Three times in one zone; each that cannot be meant says so beside its field."""

    first = TimeField(label=_("First time"))
    second = TimeField(label=_("Second time"))
    third = TimeField(label=_("Third time"))

    def __init__(self, *args: Any, clock: Clock, **kwargs: Any) -> None:
        super().__init__(*args, clock=clock, **kwargs)
        if clock.zone is not None:
            words = gettext("Your own time: %(zone)s.") % {"zone": clock.zone.key}
            self.fields["first"].help_text = words

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        found: dict[str, datetime] = {}
        for name in NAMES:
            if name in given and self.clock is not None:
                self._read(name, given[name], self.clock, found)
        if len(found) == len(NAMES) and len(set(found.values())) < len(NAMES):
            self.add_error("third", str(times.TWICE))
        given["moments"] = list(found.values())
        return given

    def _read(self, name: str, text: str, clock: ZoneInfo, found: dict[str, datetime]) -> None:
        try:
            moment = times.read(text, clock)
            times.check(moment, timezone.now())
        except Refused as error:
            self.add_error(name, str(error.message))
        else:
            found[name] = moment


class ProposeForm(TimesForm):
    """Proposes a meeting."""

    title = forms.CharField(
        label=_("What is it about?"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    minutes = forms.TypedChoiceField(
        label=_("How long"), choices=Meeting.Length.choices, coerce=int, initial=30
    )
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    link = forms.URLField(
        label=_("Or a link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Only those who take part see it."),
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    note = forms.CharField(
        label=_("A few lines"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    field_order = ("title", "zone", "first", "second", "third", "minutes", "place", "link", "note")


class MeetForm(ProposeForm):
    """Proposes a meeting along with an offer, whose words say enough."""

    note = None  # type: ignore[assignment]


class TakeForm(ClockForm):
    """Chooses among the times that stand there, each as the reader's clocks show it; who has set no
    zone reads them in that of the meeting, and in the one suggested."""

    times = forms.MultipleChoiceField(
        label=_("Which of these suit you?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, slots: Sequence[Slot], clock: Clock, there: ZoneInfo, **kwargs: Any
    ) -> None:
        super().__init__(*args, clock=clock, **kwargs)
        self._slots = {str(slot.pk): slot.starts_at for slot in slots}
        field = self.fields["times"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (key, _as_read(moment, clock, there)) for key, moment in self._slots.items()
        ]
        if clock.zone is not None:
            field.help_text = gettext(
                "Your own time: %(zone)s. The first that suits everybody is agreed."
            ) % {"zone": clock.zone.key}

    @property
    def moments(self) -> list[datetime]:
        return [self._slots[key] for key in self.cleaned_data["times"]]


def _as_read(moment: datetime, clock: Clock, there: ZoneInfo) -> str:
    if clock.zone is not None:
        return formats.moment(moment.astimezone(clock.zone))
    zones = dict.fromkeys([there.key, *([clock.suggested] if clock.suggested else [])])
    read = (
        gettext("%(moment)s in %(place)s")
        % {"moment": formats.moment(moment.astimezone(formats.zone(name))), "place": name}
        for name in zones
    )
    return " · ".join(read)
