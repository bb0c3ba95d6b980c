"""Which terms of a list a text names outright, by all the words of a label, inflected or not."""

from collections.abc import Sequence
from functools import lru_cache, partial

from sme4smartcities.core.search.analysis import is_stop_word, words
from sme4smartcities.vocabularies.queries import lists

Words = tuple[frozenset[str], ...]  # of each word of a label: itself and its other forms


def terms_named(text: str, language: str, vocabularies: Sequence[str]) -> frozenset[int]:
    """Give the ids of the terms whose whole label stands in the text, in the text's language."""
    there = {form for surface, others in words(text, language) for form in (surface, *others)}
    version = lists.current().version
    # Lists that nobody has turned have no version by which they could be kept.
    labels_of = partial(_kept, version) if version else _labels
    return frozenset(
        number
        for code in vocabularies
        for number, label in labels_of(code, language)
        if all(there & word for word in label)
    )


@lru_cache(maxsize=32)
def _kept(version: int, vocabulary: str, language: str) -> tuple[tuple[int, Words], ...]:
    """Read the labels of one list once for each version of the lists."""
    return _labels(vocabulary, language)


def _labels(vocabulary: str, language: str) -> tuple[tuple[int, Words], ...]:
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
