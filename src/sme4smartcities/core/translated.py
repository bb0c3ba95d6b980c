"""Content in several languages, one JSON column per field: language → text and its state."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import get_language

STATES = ("source", "written", "machine", "checked")
RTL = frozenset({"ar", "he"})


class Shown(NamedTuple):
    """The text a reader gets: in which language, in what state, and whether it is a fallback."""

    text: str
    language: str
    state: str
    fallback: bool

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RTL else "ltr"

    def __str__(self) -> str:
        return self.text


def source_text(language: str, text: str) -> dict[str, dict[str, str]]:
    """Make the value of a field that was just written in one language."""
    return {language: {"text": text, "state": "source"}} if text else {}


def with_text(
    value: Mapping[str, Any], language: str, text: str, state: str = "written"
) -> dict[str, Any]:
    """Give the value with one language set, or removed when the text is empty; the first text is the source."""
    result = dict(value)
    result.pop(language, None)
    if text:
        was = value.get(language, {}).get("state")
        first = not any(entry["state"] == "source" for entry in result.values())
        kept = "source" if was == "source" or first else state
        result[language] = {"text": text, "state": kept}
    return result


def shown(value: Mapping[str, Any] | None, language: str | None = None) -> Shown:
    """Choose the text for a reader: own language, then the source, then English, then any."""
    language = (language or get_language() or "en").split("-")[0]
    if not value:
        return Shown("", language, "source", False)
    source = next((lang for lang, entry in value.items() if entry["state"] == "source"), "en")
    for candidate in (language, source, "en", *sorted(value)):
        if candidate in value:
            entry = value[candidate]
            return Shown(entry["text"], candidate, entry["state"], candidate != language)
    raise AssertionError("unreachable: a non-empty value has a language")


class TranslatedField(models.JSONField):
    """A JSON column that holds ``{"es": {"text": "…", "state": "source"}, …}``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)
