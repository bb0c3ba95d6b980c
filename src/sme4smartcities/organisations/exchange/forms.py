"""The forms of a table on its way in and out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sme4smartcities.organisations.exchange.columns import Column, label_of


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV, Excel (.xlsx) or JSON, up to 10 MB and 20,000 rows, column names first."),
    )
    language = forms.ChoiceField(
        label=_("Language of the texts"),
        choices=settings.LANGUAGES,
        help_text=_("For texts in columns that name no language."),
    )


class ContactsImportForm(ImportForm):
    language = forms.ChoiceField(
        label=_("Language to write in"),
        choices=settings.LANGUAGES,
        help_text=_("For rows that name no language."),
    )


class ColumnsForm(forms.Form):
    """One choice for each column of the file."""

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Column],
        header: Sequence[str],
        samples: Sequence[Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave out")), *((column.code, label_of(column)) for column in columns)]
        for number, name in enumerate(header):
            sample = [row[number][:80] for row in samples if number < len(row) and row[number]]
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=name[:120] or format_lazy(_("Column {number}"), number=number + 1),
                choices=choices,
                required=False,
                help_text=" · ".join(sample[:3]),
            )

    def mapping(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


class ExportForm(forms.Form):
    asked = forms.CharField(required=False, widget=forms.HiddenInput, max_length=8000)
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV"), ("json", "JSON")],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    full = forms.BooleanField(
        label=_("With entries that are not listed, and what only coordinators see"),
        required=False,
        help_text=_("It is recorded that you took it."),
    )

    def __init__(self, *args: Any, coordinator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not coordinator:
            del self.fields["full"]
