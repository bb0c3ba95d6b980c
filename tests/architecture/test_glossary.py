"""Each thing has one word in each language: the words that the glossary rules out occur nowhere."""

import re
from pathlib import Path

import pytest

from sme4smartcities.config import catalogues

GLOSSARY = Path(__file__).parents[2] / "docs" / "reference" / "glossary.md"
ROW = re.compile(r"^\| (es|it|fr|he|ar) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
JOINED = ("he", "ar")  # articles and prepositions are written together with their word
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
pytestmark = pytest.mark.once

ruled_out = ROW.findall(GLOSSARY.read_text("utf-8"))


def forms(language: str) -> list[str]:
    strings = [message.string for message in catalogues.read(language) if message.id]
    return [
        PLACEHOLDER.sub("", form)
        for string in strings
        for form in (string if isinstance(string, tuple | list) else (string,))
    ]


def test_the_glossary_rules_words_out_for_each_language():
    assert {language for language, _, _ in ruled_out} == set(catalogues.PLURALS)


@pytest.mark.parametrize("language", sorted(catalogues.PLURALS))
def test_no_message_uses_a_word_that_the_glossary_rules_out(language):
    texts = forms(language)
    found = []
    for of, word, instead in ruled_out:
        edge = "" if of in JOINED else r"\b"
        wrong = re.compile(edge + re.escape(word) + edge, re.IGNORECASE)
        found += [
            f"{text!r}: not {word} but {instead}"
            for text in texts
            if of == language and wrong.search(text)
        ]
    assert found == []


def test_every_row_of_the_glossary_has_six_languages():
    table = GLOSSARY.read_text("utf-8").split("\n## ", 1)[0]
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert len(rows) > 60
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [row for row in cells if len(row) != 6 or not all(row)] == []
