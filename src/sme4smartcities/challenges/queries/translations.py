"""In which languages a challenge stands, how much of it, and in what state."""

from dataclasses import dataclass

from django.conf import settings

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.texts import LABELS, LONGEST
from sme4smartcities.core.errors import Message


@dataclass(frozen=True)
class Translation:
    """One language: how many of the source's texts stand in it, which lack, and how far it is trusted."""

    language: str
    name: str
    source: bool
    written: int
    whole: int
    missing: list[Message]
    to_check: bool  # written and read by nobody since

    @property
    def complete(self) -> bool:
        return self.written == self.whole


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
        missing=[LABELS[name] for name, entry in entries.items() if not entry],
        to_check=any(entry["state"] in ("written", "machine") for entry in held),
    )
