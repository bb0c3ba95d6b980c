"""Which terms of a list a text names outright, by all the words of a label, inflected or not."""

from collections.abc import Sequence
from functools import lru_cache

from sme4smartcities.core.search.analysis import is_stop_word, words
from sme4smartcities.vocabularies.queries import lists

Words = tuple[frozenset[str], ...]  # of each word of a label: itself and its other forms


def terms_named(text: str, language: str, vocabularies: Sequence[str]) -> frozenset[int]:
    """Give the ids of the terms whose whole label stands in the text, in the text's language."""
    there = {form for surface, others in words(text, language) for form in (surface, *others)}
    version = lists.current().version
    return frozenset(
        number
        for code in vocabularies
        for number, label in _labels(version, code, language)
        if all(there & word for word in label)
    )


@lru_cache(maxsize=32)
def _labels(version: int, vocabulary: str, language: str) -> tuple[tuple[int, Words], ...]:
    """Read the labels of one list once for each version of the lists."""
    found = (
        (one.pk, _words(one.labels.get(language, ""), language)) for one in lists.terms(vocabulary)
    )
    return tuple((number, label) for number, label in found if label)


def _words(label: str, language: str) -> Words:
    return tuple(
        frozenset((surface, *others))
        for surface, others in words(label, language)
        if not is_stop_word(surface, language)
    )
