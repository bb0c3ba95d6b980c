"""Show where in a text the words were found, marked, in the text's own direction."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sme4smartcities.core.search.analysis import Chunk, chunks, fold, forms
from sme4smartcities.core.search.terms import Term, Word, read, words_in
from sme4smartcities.core.translated import RTL

WORDS_SHOWN = 32
LONGEST_READ = 60_000  # characters of a text that are searched for its most telling part
LONGEST_SHOWN = 600


class _Place(NamedTuple):
    """A word of the text; ``found`` is the query's word it answers, if any."""

    start: int
    end: int
    found: Word | None


def snippet(text: str, query: str, language: str) -> SafeString:
    """Give the most telling part of a text as HTML, with the words of the query in <mark>.

    ``language`` is the text's own; "" leaves the direction to the text.
    """
    text = text[:LONGEST_READ]
    places = list(_places(text, read(query, language).required, language))
    first, last = _window(places)
    start = places[first].start if first else 0
    end = places[last - 1].end if last < len(places) else len(text)
    end = min(end, start + LONGEST_SHOWN)
    shown = [place for place in places[first:last] if place.found and place.end <= end]
    return format_html(
        '<bdi dir="{}"{}>{}{}{}</bdi>',
        _direction(language),
        format_html(' lang="{}"', language) if language else "",
        "… " if start else "",
        format_html_join("", "{}{}", _pieces(text, shown, start, end)),
        " …" if end < len(text) else "",
    )


def _direction(language: str) -> str:
    if not language:
        return "auto"
    return "rtl" if language in RTL else "ltr"


def _places(text: str, terms: Sequence[Term], language: str) -> Iterator[_Place]:
    sought = [word for term in terms for word in words_in(term)]
    by_token = {token: word for word in reversed(sought) for token in word.tokens}
    beginnings = [word for word in sought if word.unfinished]
    for chunk in chunks(text):
        yield _Place(chunk.start, chunk.end, _answered(chunk, by_token, beginnings, language))


def _answered(
    chunk: Chunk, by_token: dict[str, Word], beginnings: Sequence[Word], language: str
) -> Word | None:
    for raw in (*chunk.raw, chunk.joined):
        for token in (fold(raw), *forms(raw, language)):
            if token in by_token:
                return by_token[token]
            for word in beginnings:
                if token.startswith(word.typed):
                    return word
    return None


def _window(places: Sequence[_Place]) -> tuple[int, int]:
    """Choose the run of words that holds most of the query's words, the earliest of several."""
    inside: Counter[Word] = Counter()
    best, chosen = (0, 0), 0
    for last, place in enumerate(places):
        if place.found:
            inside[place.found] += 1
        first = last - WORDS_SHOWN + 1
        if first > 0 and (left := places[first - 1].found):
            inside[left] -= 1
        worth = sum(n > 0 for n in inside.values()), inside.total()
        if worth > best:
            best, chosen = worth, max(0, last - WORDS_SHOWN * 2 // 3)
    return chosen, min(len(places), chosen + WORDS_SHOWN)


def _pieces(
    text: str, shown: Sequence[_Place], start: int, end: int
) -> Iterator[tuple[str, SafeString]]:
    for place in shown:
        yield (
            text[start : place.start],
            format_html("<mark>{}</mark>", text[place.start : place.end]),
        )
        start = place.end
    yield text[start:end], SafeString("")
