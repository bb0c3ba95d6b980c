"""The form in which a person writes an opportunity: words, dates, place, value, for whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core import formats
from sme4smartcities.core.revising import Editing
from sme4smartcities.core.richtext import RichTextField
from sme4smartcities.opportunities import drafts
from sme4smartcities.opportunities.codes import Attendance, DeadlineKind, Kind
from sme4smartcities.opportunities.forms.moments import DayField, HourField, hour_of, moment_of
from sme4smartcities.opportunities.models import Facet, Opportunity
from sme4smartcities.opportunities.services.writing import Told
from sme4smartcities.vocabularies.fields import LookupField, TermsField
from sme4smartcities.vocabularies.placing import PlaceFields
from sme4smartcities.vocabularies.queries import country_of, terms

NOT_STATED = ("", _("Not stated"))
NOT_FACTS = {"country", "town", "place_id", "starts", "starts_hour", "ends", "ends_hour"}
_KINDS: dict[Any, DeadlineKind] = {one.value: one for one in DeadlineKind}
ROWS = 3  # deadlines that can be typed; more where there are more


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _link(label: Any, help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=label, help_text=help_text, max_length=500, required=False, assume_scheme="https"
    )


class OpportunityForm(Editing, PlaceFields):
    """``deadline_0_kind``, ``deadline_0_day``, ``deadline_0_hour`` and so on: one deadline a row."""

    translated = ("title", "summary", "text", "eligibility")

    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("In one or two sentences"),
        max_length=300,
        required=False,
        widget=_lines(),
        help_text=_("It stands in lists and is read first."),
    )
    text = RichTextField(label=_("About it"), max_length=6_000, required=False)
    eligibility = forms.CharField(
        label=_("Who may take part"), max_length=1_000, required=False, widget=_lines()
    )
    organiser = forms.CharField(
        label=_("Organiser or buyer"),
        max_length=200,
        required=False,
        help_text=_("An organisation, never a person. Leave it empty where it is your own."),
    )
    url = _link(_("Official page"))
    apply_url = _link(_("Where one applies or registers"))
    starts = DayField(label=_("First day"), required=False)
    starts_hour = HourField(label=_("From"))
    ends = DayField(label=_("Last day"), required=False)
    ends_hour = HourField(label=pgettext_lazy("hour", "Until"))
    zone = forms.ChoiceField(label=_("Time zone of all hours"), choices=formats.zones)
    attendance = forms.ChoiceField(
        label=_("Online or on site"), choices=Attendance.choices, required=False
    )
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    value = forms.DecimalField(
        label=_("Value"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        required=False,
        help_text=_("What a contract or a grant is worth. Empty means that it is not stated."),
    )
    currency = forms.RegexField(
        label=_("Currency"), regex="^[A-Z]{3}$", initial="EUR", max_length=3, required=False
    )
    funding_rate = forms.IntegerField(
        label=_("Share that is paid, in percent"), min_value=0, max_value=100, required=False
    )
    free = forms.TypedChoiceField(
        label=_("Free of charge"),
        choices=[NOT_STATED, ("True", _("Yes")), ("False", _("No"))],
        coerce=lambda told: told == "True",
        empty_value=None,
        required=False,
    )
    domain = TermsField("domain", label=_("Fields"), required=False, most=6)
    audience = TermsField("organisation_kind", label=_("For whom"), required=False, most=12)
    stage = TermsField("sme_stage", label=_("Stages of an SME"), required=False, most=6)
    eligible = TermsField(
        "territory",
        scheme="ISO 3166-1",
        label=_("Countries that may take part"),
        required=False,
        most=60,
        help_text=_("None means that no country is left out."),
    )
    language = TermsField("language", label=_("Languages"), required=False, most=12)
    cpv = LookupField("cpv", label=_("Procurement codes (CPV)"), required=False)

    def __init__(self, *args: Any, row: Opportunity, **kwargs: Any) -> None:
        self.held = list(row.deadlines.all()) if row.pk else []
        self.dates = list(row.occurrences.all()) if row.pk else []
        self.rows_of_deadlines = max(ROWS, len(self.held) + 1)
        super().__init__(*args, row=row, **kwargs)
        for number in range(self.rows_of_deadlines):
            self.fields |= _deadline_fields(number)
        if self.is_series:
            for name in ("starts", "starts_hour", "ends", "ends_hour"):
                del self.fields[name]
        if not terms("cpv"):
            del self.fields["cpv"]
        self.fields["town"].help_text = _("In any language. It puts it on the map.")
        for facet in Facet:
            if keep := getattr(self.fields.get(facet.value), "keep", None):
                keep(self.start[facet.value])

    @property
    def is_series(self) -> bool:
        """Dates of a series come from its source; they are not typed."""
        return len(self.dates) > 1

    @property
    def deadlines(self) -> list[list[forms.BoundField]]:
        parts = ("kind", "day", "hour")
        return [
            [self[f"deadline_{number}_{part}"] for part in parts]
            for number in range(self.rows_of_deadlines)
        ]

    def _now(self) -> dict[str, Any]:
        row = self.row
        stated = list(row.terms.select_related("term__vocabulary")) if row.pk else []
        start = {
            **super()._now(),
            **{facet.value: [one.term for one in stated if one.facet == facet] for facet in Facet},
            "country": country_of(row.place.territory) if row.place else None,
            "town": row.place.label if row.place else "",
            "place_id": str(row.place_id or ""),
            "free": "" if row.free is None else str(row.free),
        }
        for one in self.dates[:1]:
            start |= {
                "starts": one.starts_on,
                "starts_hour": hour_of(one.starts_at, row.zone),
                "ends": one.ends_on,
                "ends_hour": hour_of(one.ends_at, row.zone),
            }
        for number, due in enumerate(self.held):
            start[f"deadline_{number}_kind"] = due.kind
            start[f"deadline_{number}_day"] = due.day
            start[f"deadline_{number}_hour"] = hour_of(due.at, row.zone)
        return start

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._occurrences = None if self.is_series else self._dates(data)
        self._deadlines = self._due(data)
        return data

    def _dates(self, data: dict[str, Any]) -> list[drafts.Occurrence]:
        if not data.get("starts"):
            if data.get("ends") or data.get("starts_hour") or data.get("ends_hour"):
                self.add_error("starts", _("Give the first day."))
            return []
        zone = data.get("zone") or "UTC"
        last = data.get("ends") or data["starts"]
        start = self._moment("starts", data["starts"], data.get("starts_hour"), zone)
        end = self._moment("ends", last, data.get("ends_hour"), zone)
        if start is None or end is None:
            return []
        if end.at and not start.at:
            self.add_error("starts_hour", _("Give the hour from which, too."))
        elif end.day < start.day or (start.at and end.at and end.at < start.at):
            self.add_error("ends", _("The end lies before the start."))
        one_day = end.day == start.day and not end.at
        return [drafts.Occurrence(key="", start=start, end=None if one_day else end)]

    def _due(self, data: dict[str, Any]) -> list[drafts.Deadline]:
        found = []
        for number in range(self.rows_of_deadlines):
            name = f"deadline_{number}_day"
            day, hour = data.get(name), data.get(f"deadline_{number}_hour")
            if hour and not day:
                self.add_error(name, _("Give the day."))
            if not day:
                continue
            moment = self._moment(name, day, hour, data.get("zone") or "UTC")
            kind = _KINDS.get(data.get(f"deadline_{number}_kind"), DeadlineKind.SUBMISSION)
            lot = self.held[number].lot if number < len(self.held) else ""
            if moment:
                found.append(drafts.Deadline(kind=kind, moment=moment, lot=lot))
        return found

    def _moment(self, name: str, day: Any, hour: Any, zone: str) -> drafts.Moment | None:
        try:
            return moment_of(day, hour, zone)
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def told(self) -> Told:
        """Give what was typed as the services take it."""
        facets = {facet for facet in Facet if facet.value in self.fields}
        given = {
            name: value
            for name, value in self.values().items()
            if name not in NOT_FACTS | {f.value for f in facets} and "deadline_" not in name
        }
        given["attendance"] = given["attendance"] or Attendance.UNKNOWN
        given["currency"] = given["currency"] or "EUR"
        return Told(
            values={**given, "place": self.place},
            terms={facet: self.cleaned_data[facet.value] for facet in facets},
            occurrences=self._occurrences,
            deadlines=self._deadlines,
        )


def _deadline_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"deadline_{number}_kind": forms.ChoiceField(
            label=_("Deadline for"),
            choices=[("", _("Choose")), *DeadlineKind.choices()],
            required=False,
        ),
        f"deadline_{number}_day": DayField(label=_("Day"), required=False),
        f"deadline_{number}_hour": HourField(label=_("Hour, if one is stated")),
    }


class NewForm(OpportunityForm):
    """As above, and in whose name it stands."""

    owner = forms.ChoiceField(label=_("In the name of"), required=False)
    field_order = ("owner",)

    def __init__(
        self, *args: Any, organisations: Sequence[Any], for_nobody: bool, **kwargs: Any
    ) -> None:
        self.offered = {str(one.pk): one for one in organisations}
        super().__init__(*args, **kwargs)
        nobody = [("", _("Nobody here: the organiser is named below"))] if for_nobody else []
        choices = [(key, one.title) for key, one in self.offered.items()]
        owner: Any = self.fields["owner"]
        owner.choices = [*nobody, *choices]
        owner.required = not for_nobody

    @property
    def owner_row(self) -> Any:
        return self.offered.get(self.cleaned_data["owner"])

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "owner"}


class NoteForm(forms.Form):
    """The sentence that goes along with a step."""

    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=_lines())
