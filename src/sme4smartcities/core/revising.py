"""A form that knows which revision was on screen, and shows both texts to the one who was slower."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

Texts = dict[str, tuple[str, str]]  # label → what is saved, what was typed


class RevisedForm(forms.Form):
    """Its ``revision`` goes along hidden; nothing typed is lost when somebody else saved first."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def see_both_texts(self, revision: int) -> None:
        """Let the next save count as one that knows what somebody else saved."""
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        typed["revision"] = str(revision)
        self.data = typed

    def texts(self, saved: Mapping[str, Any] | None = None) -> Texts:
        """Give, by label, what is saved and what was typed, where they differ."""
        start = self.initial if saved is None else saved
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
