"""Turn text into the tokens under which it is found: the same rules for texts and for queries."""

from collections.abc import Iterator

from sme4smartcities.core.search.analysis.chunks import Chunk, chunks
from sme4smartcities.core.search.analysis.folding import LONGEST, fold
from sme4smartcities.core.search.analysis.stems import forms
from sme4smartcities.core.search.analysis.stopwords import is_stop_word

WHOLE = "¶"

__all__ = [
    "WHOLE",
    "Chunk",
    "analyse",
    "chunks",
    "fold",
    "forms",
    "is_stop_word",
    "whole_name",
    "words",
]


def words(text: str, language: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Walk through a text's words: the folded word, and the other forms it is kept under."""
    for chunk in chunks(text):
        joined = {chunk.joined} if chunk.joined else set()
        for raw in chunk.raw:
            yield fold(raw), forms(raw, language) | joined
            joined = set()


def whole_name(text: str) -> str:
    """Give the one token under which a whole name is kept: its words, without spaces."""
    joined = "".join(fold(raw) for chunk in chunks(text) for raw in chunk.raw)
    return WHOLE + joined[:LONGEST] if joined else ""


def analyse(text: str, language: str) -> list[str]:
    """Give the tokens a text is found by, in its order, without the words that say nothing."""
    return [
        token
        for surface, others in words(text, language)
        if not is_stop_word(surface, language)
        for token in (surface, *sorted(others))
    ]
