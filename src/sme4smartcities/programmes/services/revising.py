"""Step a row's revision on, or show both versions to the one who was slower."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.errors import Stale
from sme4smartcities.core.translated import TranslatedField, shown


def revise(row: Revised, values: Mapping[str, Any], revision: int | None) -> None:
    """Set the values on a row that was fetched in this transaction. Raises Stale."""
    try:
        row.turn_page(revision)
    except Stale as conflict:
        raise Stale(conflict.message, texts=_both(row, values)) from conflict
    for name, value in values.items():
        setattr(row, name, value)


def _both(row: Revised, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Give the label of each field that differs, with what is saved and what was written."""
    texts = {}
    for name, value in values.items():
        field = row._meta.get_field(name)
        theirs, yours = _text(field, getattr(row, name)), _text(field, value)
        if theirs != yours:
            texts[str(getattr(field, "verbose_name", name))] = (theirs, yours)
    return texts


def _text(field: Any, value: Any) -> str:
    if isinstance(field, TranslatedField):
        return shown(value).text
    if isinstance(field, models.CharField) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "" if value is None else str(value)
