"""Texts that say the same in several languages, as ../shared/data/matching/README.md lays them out."""

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sme4smartcities.matching.vectors.reading import Passage

LANGUAGES = ("en", "es", "it", "fr", "he", "ar")
FOLDS = 5
MOST_TERMS = 4
LONGEST_SENTENCE = 220


@dataclass(frozen=True)
class Corpus:
    """Items that are named in every one of ``languages``; ``folds`` says which part each is in."""

    name: str
    languages: tuple[str, ...]
    texts: Mapping[str, Sequence[Passage]]
    folds: Sequence[int]

    def __len__(self) -> int:
        return len(self.folds)


def fold_of(number: str) -> int:
    """Put an item into one of five parts, by its id alone."""
    return int(hashlib.sha1(number.encode()).hexdigest(), 16) % FOLDS


def presets(folder: Path) -> Corpus:
    """Read short labels with up to four further words, as most of what people type is."""
    rows = [row for row in rows_of(folder / "osm_presets.jsonl.gz") if _differs(row)]
    texts = {language: [_preset(row[language], language) for row in rows] for language in LANGUAGES}
    return Corpus("presets", LANGUAGES, texts, [fold_of(row["id"]) for row in rows])


def _differs(row: Mapping[str, Any]) -> bool:
    """Keep what is named in all languages, by five names at least that are not the same."""
    names = [row.get(language, {}).get("name") for language in LANGUAGES]
    return all(names) and len(set(names)) >= FOLDS


def _preset(entry: Mapping[str, Any], language: str) -> Passage:
    return Passage(language, entry["name"], ", ".join(entry["terms"][:MOST_TERMS]))


def sentences(folder: Path) -> Corpus:
    """Read whole sentences, of targets and indicators; an indicator lies in its target's part."""
    languages = tuple(code for code in LANGUAGES if code != "he")
    rows = rows_of(folder / "sdg_texts.jsonl.gz")
    texts = {
        code: [Passage(code, row[code][:LONGEST_SENTENCE]) for row in rows] for code in languages
    }
    return Corpus("sentences", languages, texts, [fold_of(_target(row["id"])) for row in rows])


def _target(number: str) -> str:
    return "-".join(number.split(":")[-1].split("-")[:2])


def rows_of(file: Path) -> list[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
