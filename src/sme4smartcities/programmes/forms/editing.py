"""Forms that change a row: texts in one language at a time, and the revision that was on screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.revising import RevisedForm, Texts
from sme4smartcities.core.translated import with_text
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.dates import check


class DateKnown(forms.CharField):
    """A year, a month or a day, as far as it is known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("As far as it is known: 2023, 2023-09 or 2023-09-30."))
        super().__init__(max_length=10, validators=[check], **kwargs)


class Editing(RevisedForm):
    """``row`` is what is edited, saved or new; ``language`` the one its texts are written in."""

    translated: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Any, language: str, **kwargs: Any) -> None:
        self.row, self.writing = row, language
        kwargs["initial"] = {**self._now(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in self.translated:
            self.fields[name].widget.attrs.update({"lang": language, "dir": "auto"})

    def _now(self) -> dict[str, Any]:
        now = {}
        for name in self.base_fields:
            value = getattr(self.row, name, None)
            if name in self.translated:
                value = (value or {}).get(self.writing, {}).get("text", "")
            now[name] = value
        return now

    def values(self) -> dict[str, Any]:
        """Give field → value for the row, the texts put into their language."""
        values = {k: v for k, v in self.cleaned_data.items() if k != "revision"}
        for name in self.translated:
            values[name] = with_text(getattr(self.row, name) or {}, self.writing, values[name])
        return values

    def met(self, saved: Any) -> Texts:
        """Give both texts after somebody else saved the row; the next save then counts."""
        other = type(self)(row=saved, language=self.writing)
        return self.meet(other.initial, saved.revision)

    @property
    def seen(self) -> int | None:
        found: int | None = self.cleaned_data.get("revision") if self.row.pk else None
        return found


class OrganisationField(forms.CharField):
    """An organisation by its name, its number, or the address of its page."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Its name as it is listed, or the address of its page."))
        super().__init__(max_length=400, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organisation) else value


class SourceFields(forms.Form):
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    checked_on = forms.DateField(
        label=_("Checked on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PeriodFields(forms.Form):
    starts = DateKnown(label=_("From"), required=False)
    ends = DateKnown(label=_("Until"), required=False)
