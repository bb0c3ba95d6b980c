"""What the demo tells: read from ``data``, with dates as days from today."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

DATA = Path(__file__).parent / "data"
LANGUAGES = ("es", "it", "fr", "en", "he", "ar")
LATIN = ("en", "es", "it", "fr")
PASSWORD = "six islands together"  # of all role accounts that sign in; printed by ./run

DATES = {"starts", "ends", "happened", "until", "as_of", "published"}

Texts = dict[str, dict[str, str]]  # language → text and state, as TranslatedField keeps it


@cache
def read(name: str) -> Any:
    """Read one file of ``data`` once; nobody changes what it gives."""
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


def texts(told: Mapping[str, str]) -> Texts:
    """Turn language → text into a field's value; the first language is the source."""
    states = ["source"] + ["written"] * (len(told) - 1)
    return {
        language: {"text": text, "state": state}
        for (language, text), state in zip(told.items(), states, strict=True)
    }


def dated(told: Any, today: date) -> Any:
    """Copy content with the days of its dates turned into dates, as 2026-11-21."""
    if isinstance(told, list):
        return [dated(value, today) for value in told]
    if not isinstance(told, dict):
        return told
    return {
        key: (today + timedelta(days=value)).isoformat() if key in DATES else dated(value, today)
        for key, value in told.items()
    }


def address(person: str) -> str:
    """Give the e-mail address of a role account."""
    return f"{person}@demo.example"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One invented organisation as its file tells it."""

    key: str
    name: str
    kind: str
    size: str
    place: str
    language: str
    summary: Mapping[str, str]
    about: Mapping[str, str]
    domains: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    languages: tuple[str, ...]
    certificates: tuple[str, ...]
    trl: int | None
    state: str
    updated: int
    latin: str = ""

    @property
    def domain(self) -> str:
        return f"{self.key}.example"

    @property
    def founded(self) -> int | None:
        """Invent a year for companies and other bodies that people found."""
        if self.kind in ("municipality", "regional-authority"):
            return None
        first, years = (2018, 7) if self.kind == "start-up" else (1982, 34)
        return first + crc32(self.key.encode()) % years

    @property
    def written(self) -> dict[str, str]:
        """Its name in Latin letters for readers of languages that are written so."""
        return dict.fromkeys(LATIN, self.latin) if self.latin else {}


def organisations() -> Iterator[Told]:
    """Give all invented organisations, language after language."""
    for language in LANGUAGES:
        for entry in read(f"example/organisations/{language}"):
            yield _told(entry, language)


def _told(entry: Mapping[str, Any], language: str) -> Told:
    lists = ("domains", "offers", "needs", "languages", "certificates")
    values: dict[str, Any] = {
        key: tuple(value) if key in lists else value for key, value in entry.items()
    }
    return Told(language=language, **values)
