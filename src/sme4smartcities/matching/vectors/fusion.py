"""Join three signs that a text answers a question: its meaning, its words, how they sound.

Meaning counts first: how far a text stands out among those of its language. A word that sounds
alike in two languages is a name or was borrowed; models know few of those. Having all the words is
worth two standard deviations. Chosen on our own lists of terms, measured on other texts
(docs/decisions/0062).
"""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Numbers = TypeVar("Numbers", float, npt.NDArray[np.float32])

SOUND = 1.5  # standard deviations that sounding the same throughout is worth
ALL_WORDS = 2.0  # that having all the words is worth
BEST_PLACE = 1.0  # and having them in the best place, in a name
SOME_WORDS = 2.5  # what having some of them is worth where no model says more


def fused(standing: Numbers, sound: Numbers, words: Numbers) -> Numbers:
    """Give one score.

    ``sound``: of texts in another language than the question's, else 0: in the same one a model
    knows the words as well. ``words``: 0 for a text that lacks one of them, else up to 1 by place.
    """
    has_all = np.sign(words)
    found: Numbers = standing + SOUND * sound**2 + ALL_WORDS * has_all + BEST_PLACE * words
    return found
