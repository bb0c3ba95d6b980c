"""In which languages a challenge stands, how much of it, and in what state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.texts import LABELS, LINES, LONGEST
from sme4smartcities.core.errors import Message


@dataclass(frozen=True)
class Translation:
    """One language: how many of the source's texts stand in it, each with its state."""

    language: str
    name: str
    source: bool
    written: int
    whole: int
    fields: list[tuple[Message, str]]  # label and state of each text: "" where it is not written
    to_check: bool  # written and read by nobody since

    @property
    def complete(self) -> bool:
        return self.written == self.whole


@dataclass(frozen=True)
class Original:
    """A text that somebody translates, as a value of its own language alone."""

    label: Message
    value: Mapping[str, Any]
    is_line: bool = True


def originals_of(row: Challenge, language: str, names: Sequence[str]) -> list[Original]:
    """Give what stands in the original's language and is asked for in another; one query at most."""
    source = row.source_language
    if language == source:
        return []
    held = [(LABELS[name], getattr(row, name), name in LINES) for name in names if name in LABELS]
    if "name_0" in names:
        held += [(_("What is measured"), one.name, True) for one in row.measures.all()]
    return [
        Original(label, {source: value[source]}, is_line)
        for label, value, is_line in held
        if source in value
    ]


def translations_of(row: Challenge) -> list[Translation]:
    """Give all languages of the platform, the source first."""
    codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != row.source_language)
    return [_translation(row, code) for code in codes]


def _translation(row: Challenge, language: str) -> Translation:
    wanted = [name for name in LONGEST if row.source_language in getattr(row, name)]
    entries = {name: getattr(row, name).get(language) for name in wanted}
    held = [entry for entry in entries.values() if entry]
    return Translation(
        language=language,
        name=dict(settings.LANGUAGES)[language],
        source=language == row.source_language,
        written=len(held),
        whole=len(wanted),
        fields=[(LABELS[name], entry["state"] if entry else "") for name, entry in entries.items()],
        to_check=any(entry["state"] in ("written", "machine") for entry in held),
    )
