"""The section in which today's figures and the goals are given, up to three of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.forms.section import Held, SectionForm
from sme4smartcities.challenges.models import Better, Challenge
from sme4smartcities.challenges.services.writing import (
    MOST_MEASURES,
    MeasureValues,
    contradiction,
)
from sme4smartcities.challenges.texts import LONGEST_NAME

PARTS = ("name", "unit", "better", "baseline", "target", "source")


class GoalForm(SectionForm):
    """``name_0``, ``unit_0`` … ``source_2``: one figure a row."""

    slug = "goal"
    heading = _("Today and the goal")
    lead = _("A figure of today and the one you want to reach tell more than a page of words.")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        for number in range(MOST_MEASURES):
            self.fields |= _fields(number)
            self.fields[f"name_{number}"].widget.attrs.update({"lang": language, "dir": "auto"})

    @classmethod
    def names(cls) -> list[str]:
        return [f"{part}_{number}" for number in range(MOST_MEASURES) for part in PARTS]

    @classmethod
    def start_of(cls, row: Challenge, held: Held, language: str) -> dict[str, Any]:
        start: dict[str, Any] = {}
        for one in row.measures.all()[:MOST_MEASURES]:
            for part in PARTS[1:]:
                value = getattr(one, part)
                if part in ("baseline", "target") and value is not None:
                    value = f"{value.normalize():f}"
                start[f"{part}_{one.position}"] = value
            start[f"name_{one.position}"] = one.name.get(language, {}).get("text", "")
        return start

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        return [
            (number + 1, [self[f"{part}_{number}"] for part in PARTS])
            for number in range(MOST_MEASURES)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for number in range(MOST_MEASURES):
            self._check(data, number)
        return data

    def _check(self, data: dict[str, Any], number: int) -> None:
        """Say what a row lacks that was begun, and what does not go together in it."""
        values = self._values(data, number)
        if values is None:
            return
        if not values.unit:
            self.add_error(f"unit_{number}", _("Give the unit, for example minutes or %."))
        if not values.better:
            self.add_error(f"better_{number}", _("Say whether less or more is better."))
        elif refusal := contradiction(values):
            self.add_error(f"target_{number}", refusal)

    def _values(self, data: dict[str, Any], number: int) -> MeasureValues | None:
        """Read a row; None where nothing was typed."""
        held = {part: data.get(f"{part}_{number}") for part in PARTS}
        begun, name = self.start.get(f"unit_{number}"), self.start.get(f"name_{number}")
        named_elsewhere = begun and not name
        if not any(held[part] not in (None, "") for part in PARTS if part != "better"):
            return None
        words = {part: held[part] or "" for part in ("name", "unit", "better", "source")}
        if not words["name"] and not named_elsewhere:
            self.add_error(f"name_{number}", _("Say what is measured."))
        return MeasureValues(
            baseline=held["baseline"], target=held["target"], place=number, **words
        )

    def more(self) -> dict[str, Any]:
        rows = [self._values(self.cleaned_data, number) for number in range(MOST_MEASURES)]
        return {"measures": [row for row in rows if row is not None]}


def _number(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=3, required=False)


def _fields(number: int) -> dict[str, forms.Field]:
    return {
        f"name_{number}": forms.CharField(
            label=_("What is measured"),
            max_length=LONGEST_NAME,
            required=False,
            help_text=_("For example: average search for a free bay"),
        ),
        f"unit_{number}": forms.CharField(label=_("Unit"), max_length=40, required=False),
        f"better_{number}": forms.ChoiceField(
            label=_("Direction"),
            choices=[("", _("Choose")), *Better.choices],
            required=False,
        ),
        f"baseline_{number}": _number(_("Today")),
        f"target_{number}": _number(_("Goal")),
        f"source_{number}": forms.CharField(
            label=_("Where today’s figure comes from"), max_length=300, required=False
        ),
    }
