"""Where each listed country and each disputed place is shown, and what places are called here."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets import Sheet
from sme4smartcities.core.translated import RTL
from sme4smartcities.vocabularies.fields import TermField
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.vocabularies.queries import territories
from sme4smartcities.vocabularies.queries.territories import Shown, Table

HEADER = ["row", "name", "places", "territory", "note"]


class TerritoriesForm(forms.Form):
    """One choice for each row of the table."""

    mark_optional = False

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        choices = [("", _("No country shown")), *((t.code, t.label) for t in territories())]
        for row in table.rows:
            self.fields[row.key] = forms.ChoiceField(
                label=row.name, choices=choices, required=False, initial=row.territory
            )

    def pairs(self, rows: list[Shown]) -> list[tuple[Shown, forms.BoundField]]:
        return [(row, self[row.key]) for row in rows]

    @property
    def countries(self) -> list[tuple[Shown, forms.BoundField]]:
        return self.pairs(self.table.countries)

    @property
    def disputed(self) -> list[tuple[Shown, forms.BoundField]]:
        return self.pairs(self.table.disputed)

    def wanted(self) -> dict[str, str]:
        return {row.key: self.cleaned_data[row.key] for row in self.table.rows}


def table_of(table: Table) -> list[list[str]]:
    """Give the rows of a file under HEADER."""
    return [
        [row.key, row.name, str(row.places), row.territory, str(row.note)] for row in table.rows
    ]


def choices_in(sheet: Sheet, table: Table) -> dict[str, str]:
    """Read the choices of a file; rows that it leaves out stay as they are. Raises Refused."""
    header = [name.strip().lower() for name in sheet.header]
    if missing := {"row", "territory"} - set(header):
        raise Refused(
            _("The table needs the columns row and territory; missing: %s. Download it to see all.")
            % ", ".join(sorted(missing))
        )
    known = {row.key: row.territory for row in table.rows}
    codes = {term.code for term in territories()} | {""}
    chosen = dict(known)
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if row["row"] not in known or row["territory"] not in codes:
            wrong = row["territory"] if row["row"] in known else row["row"]
            raise Refused(
                _("Row %(row)s: “%(value)s” is not known here. Take the codes from the download.")
                % {"row": number, "value": wrong[:60]}
            )
        chosen[row["row"]] = row["territory"]
    return chosen


class PlaceNamesForm(forms.Form):
    """What a place is called on this platform; an empty name gives back the listed one."""

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[code] = forms.CharField(
                label=format_lazy(gettext_lazy("Name · {language}"), language=name),
                max_length=200,
                required=False,
                initial=place.labels.get(code, ""),
                help_text=place.checked.get(code, ""),
                widget=forms.TextInput(
                    attrs={"lang": code, "dir": "rtl" if code in RTL else "ltr"}
                ),
            )

    def labels(self) -> Mapping[str, str]:
        return self.cleaned_data


class NewPlaceForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    lat = forms.FloatField(label=gettext_lazy("Latitude"), min_value=-90, max_value=90)
    lon = forms.FloatField(label=gettext_lazy("Longitude"), min_value=-180, max_value=180)
    territory = TermField(
        "territory",
        label=gettext_lazy("Lies in"),
        required=False,
        empty=gettext_lazy("No country shown"),
    )
    population = forms.IntegerField(label=gettext_lazy("Inhabitants"), min_value=0, required=False)
