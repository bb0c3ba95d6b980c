"""What a reader asks for: words, phrases and a beginning, as a tree that each engine compiles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sme4smartcities.core.search.analysis import (
    Chunk,
    chunks,
    fold,
    forms,
    is_stop_word,
    whole_name,
)

LONGEST_QUERY = 400  # characters
MOST_WORDS = 12
SHORTEST_BEGINNING = 2  # a single letter is taken for a whole word


@dataclass(frozen=True)
class Word:
    """A folded word or any of its other forms; an unfinished one is also the beginning of others."""

    typed: str
    forms: frozenset[str] = frozenset()
    unfinished: bool = False

    @property
    def tokens(self) -> list[str]:
        return [self.typed, *sorted(self.forms - {self.typed})]


@dataclass(frozen=True)
class Phrase:
    """These words, one after the other, as written."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Both:
    """All of the parts of a compound, anywhere."""

    parts: tuple[Word, ...]


@dataclass(frozen=True)
class Either:
    """Any of the readings of a compound."""

    parts: tuple[Word | Phrase | Both, ...]


Term = Word | Phrase | Both | Either


@dataclass(frozen=True)
class Query:
    """What a row must hold, all of it, and what speaks for it besides."""

    required: tuple[Term, ...]
    welcome: tuple[Word, ...] = ()
    whole: str = ""  # the token under which a name of just these words is kept

    def __bool__(self) -> bool:
        return bool(self.required)


_quoted = re.compile(r'(?<![א-ת])"([^"]*)"|“([^”]*)”|„([^”“]*)[”“]|«([^»]*)»')


def read(text: str, language: str) -> Query:
    """Read what somebody typed; nothing typed is an error, at worst it asks for nothing.

    ``language`` decides only which words are empty: every word is looked up under all languages
    of its script. The last word may be unfinished, unless a space or a quotation mark ends it.
    """
    text = text[:LONGEST_QUERY]
    found = _quoted.sub(" ", text)
    phrases = [Phrase(p) for match in _quoted.finditer(text) if (p := _surfaces(match))]
    listed = list(chunks(found))[:MOST_WORDS]
    open_end = bool(listed) and listed[-1].end == len(text) and found == text
    terms = [
        (term, empty)
        for chunk in listed
        for term, empty in [_term(chunk, language, open_end and chunk is listed[-1])]
    ]
    full = [term for term, empty in terms if not empty]
    required = (*phrases[:MOST_WORDS], *full) or tuple(term for term, _ in terms)
    return Query(
        required=required,
        welcome=tuple(t for t, empty in terms if empty and isinstance(t, Word) and full),
        whole=whole_name(text),
    )


def _surfaces(match: re.Match[str]) -> tuple[str, ...]:
    inside = next((group for group in match.groups() if group), "")
    return tuple(fold(raw) for chunk in chunks(inside) for raw in chunk.raw)


def _term(chunk: Chunk, language: str, unfinished: bool) -> tuple[Term, bool]:
    """Give what a chunk asks for, and whether it may be missing."""
    parts = [_word(raw, unfinished and raw is chunk.raw[-1]) for raw in chunk.raw]
    if len(parts) == 1:
        return parts[0], is_stop_word(parts[0].typed, language)
    joined = Word(chunk.joined, unfinished=unfinished)
    if any(len(part.typed) == 1 for part in parts):
        return Either((joined, Phrase(tuple(part.typed for part in parts)))), False
    return Either((joined, Both(tuple(parts)))), False


def _word(raw: str, unfinished: bool) -> Word:
    surface = fold(raw)
    return Word(surface, forms(raw, ""), unfinished and len(surface) >= SHORTEST_BEGINNING)


def words_in(term: Term) -> Iterator[Word]:
    """Walk through all words of a term, each reading of a compound after the other."""
    if isinstance(term, Word):
        yield term
    elif isinstance(term, Phrase):
        yield from map(Word, term.tokens)
    else:
        for part in term.parts:
            yield from words_in(part)
