"""What all sections of a profile share: the revision on screen, and both texts after a conflict."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise


class SectionForm(forms.Form):
    """What all sections share: the revision on screen, and both texts after a conflict."""

    slug: ClassVar[str] = ""
    title: ClassVar[str | Promise] = ""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, start: Mapping[str, Any], **kwargs: Any) -> None:
        self.start = start
        kwargs["initial"] = {**start, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def template_name_of_section(self) -> str:
        return f"organisations/sections/{self.slug}.html"

    def see_both_texts(self, revision: int) -> None:
        """Let the next save count as one that knows what somebody else saved."""
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        typed["revision"] = str(revision)
        self.data = typed

    def texts(self) -> dict[str, tuple[str, str]]:
        """Give, by label, what is saved and what was typed, where they differ."""
        pairs = {
            str(bound.label): (
                _as_text(bound, self.start.get(bound.name)),
                _as_text(bound, bound.value()),
            )
            for bound in self.visible_fields()
        }
        return {label: both for label, both in pairs.items() if both[0] != both[1]}


def _as_text(bound: forms.BoundField, value: Any) -> str:
    """Write a field's value as its reader sees it: labels of choices, lines of text."""
    value = bound.field.prepare_value(value)
    values = value if isinstance(value, list | tuple | set) else [value]
    choices = getattr(bound.field, "choices", ())
    labels = dict(_flat(choices))
    return "\n".join(str(labels.get(str(one), one)) for one in values if one not in (None, ""))


def _flat(choices: Any) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for key, label in choices:
        pairs += _flat(label) if isinstance(label, list | tuple) else [(str(key), label)]
    return pairs
