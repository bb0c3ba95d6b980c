"""Join what the words of a question say with what a model takes it to mean."""

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")

WORDS = 3.0  # steps of likeness that all the words, in the best place, are worth


def fused(words: Mapping[Key, float], meaning: Mapping[Key, float]) -> dict[Key, float]:
    """Give one score for each that has words in common, or lies near in meaning.

    ``words``: any scores above 0, compared with the best of them; ``meaning``: steps of likeness.
    """
    most = max(words.values(), default=1.0)
    return {
        key: meaning.get(key, 0.0) + WORDS * words.get(key, 0.0) / most
        for key in words.keys() | meaning.keys()
    }
