"""Write what the shipped models make of our own lists of terms: python -m benchmarks._matching_house.

A language with few texts yet is compared without this mean (src/…/matching/vectors/shipped.py).
"""

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("SME4SC_MODE", "local")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sme4smartcities.config.settings")

from sme4smartcities.matching.embedding import Embedder, embedders
from sme4smartcities.matching.vectors.codes import to_blob
from sme4smartcities.matching.vectors.reading import Passage, read
from sme4smartcities.matching.vectors.shipped import FILE

LISTS = Path(FILE).parents[2] / "vocabularies" / "data"
LANGUAGES = ("en", "es", "it", "fr", "he", "ar")


def texts(language: str) -> Iterator[Passage]:
    """Give every label and note that all languages have."""
    for file in sorted(LISTS.glob("*.json")):
        held = json.loads(file.read_text())
        for term in held.get("terms", ()) if isinstance(held, dict) else ():
            for texts in (term.get("labels", {}), term.get("notes", {})):
                if all(texts.get(code) for code in LANGUAGES):
                    yield Passage(language, texts[language])


def means(embedder: Embedder) -> dict[str, str]:
    return {
        code: base64.b64encode(to_blob(read(embedder, list(texts(code))).mean(axis=0))).decode()
        for code in LANGUAGES
        if embedder.knows(code)
    }


if __name__ == "__main__":
    count = len(list(texts("en")))
    made = {one.model: {"texts": count, "means": means(one)} for one in embedders()}
    FILE.write_text(json.dumps(made, indent=1) + "\n")
