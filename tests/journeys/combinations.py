"""In which languages, themes and widths a page is looked at.

Pairwise over all pages; SME4SC_FULL=1 (./bench full) looks at every page in every combination.
"""

import os
from collections.abc import Iterator
from itertools import product

from django.conf import settings

LANGUAGES = [code for code, _ in settings.LANGUAGES]
THEMES = ("light", "dark")
WIDTHS = (1280, 390)
FULL = bool(os.environ.get("SME4SC_FULL"))

Combination = tuple[str, str, int]


def each_language(place: int) -> Iterator[Combination]:
    """Give every language once, themes and widths by turns, shifted by the page's place."""
    if FULL:
        yield from product(LANGUAGES, THEMES, WIDTHS)
        return
    for number, language in enumerate(LANGUAGES):
        yield language, THEMES[(number + place) % 2], WIDTHS[(number // 2 + place) % 2]


def three_languages(place: int) -> Iterator[Combination]:
    """Give English, one of the three other Latin languages and one from right to left."""
    if FULL:
        yield from product(LANGUAGES, THEMES, WIDTHS)
        return
    theme, width = place % 2, place // 2 % 2
    yield "en", THEMES[theme], WIDTHS[width]
    yield ("he", "ar")[place // 4 % 2], THEMES[1 - theme], WIDTHS[1 - width]
    yield ("es", "it", "fr")[place % 3], THEMES[theme], WIDTHS[1 - width]
