"""Turn text into the tokens under which it is found: the same rules for texts and for queries."""

from collections.abc import Iterator
from functools import lru_cache

from sme4smartcities.core.search.analysis.chunks import Chunk, chunks, read, written
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


Analysed = tuple[str, frozenset[str]]  # a folded word, and the other forms it is kept under


def words(text: str, language: str) -> Iterator[Analysed]:
    """Walk through a text's words, as the index keeps them."""
    for chunk in written(text):
        yield from _analysed(chunk, language)


@lru_cache(maxsize=20_000)  # as many words as are used often: some 15 MB
def _analysed(chunk: str, language: str) -> tuple[Analysed, ...]:
    raw, joined = read(chunk)
    found = [(fold(word), forms(word, language)) for word in raw]
    if joined:
        found[0] = found[0][0], found[0][1] | {joined}
    return tuple(found)


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
