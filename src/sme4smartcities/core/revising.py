"""Forms that know which revision was on screen, and show both texts to the one who was slower."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from sme4smartcities.core.translated import with_text

Texts = dict[str, tuple[str, str]]  # label → what is saved, what was typed


class RevisedForm(forms.Form):
    """Its ``revision`` goes along hidden; nothing typed is lost when somebody else saved first.

    ``start``: what is saved now; a draft that goes on in its fields comes as ``initial``.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, start: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.start = kwargs.get("initial") or {} if start is None else start
        kwargs["initial"] = {**self.start, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def see_both_texts(self, revision: int) -> None:
        """Let the next save count as one that knows what somebody else saved."""
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        typed["revision"] = str(revision)
        self.data = typed

    def texts(self, saved: Mapping[str, Any] | None = None) -> Texts:
        """Give, by label, what is saved and what was typed, where they differ."""
        start = self.start if saved is None else saved
        pairs = {
            self.label_of(bound): (
                _as_text(bound, start.get(bound.name)),
                _as_text(bound, bound.value()),
            )
            for bound in self.visible_fields()
        }
        return {label: both for label, both in pairs.items() if both[0] != both[1]}

    def label_of(self, bound: BoundField) -> str:
        return str(bound.label)

    def meet(self, saved: Mapping[str, Any], revision: int) -> Texts:
        """Take note of what somebody else saved meanwhile; give both texts to be shown."""
        self.see_both_texts(revision)
        return self.texts(saved)


class Editing(RevisedForm):
    """``row`` is what is edited, saved or new; ``language`` the one its texts are written in."""

    translated: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Any, language: str, **kwargs: Any) -> None:
        self.row, self.writing = row, language
        super().__init__(*args, start=self._now(), **kwargs)
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
        return self.meet(other.start, saved.revision)

    @property
    def seen(self) -> int | None:
        found: int | None = self.cleaned_data.get("revision") if self.row.pk else None
        return found


def _as_text(bound: BoundField, value: Any) -> str:
    """Write a field's value as its reader sees it: labels of choices, lines of text."""
    value = bound.field.prepare_value(value)
    values = value if isinstance(value, list | tuple | set) else [value]
    labels = dict(_flat(getattr(bound.field, "choices", ())))
    return "\n".join(str(labels.get(str(one), one)) for one in values if one not in (None, ""))


def _flat(choices: Any) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for key, label in choices:
        pairs += _flat(label) if isinstance(label, list | tuple) else [(str(key), label)]
    return pairs
