"""In which languages, themes and widths a page is looked at.

Each page in the next two of all combinations, and in two more languages at the narrowest screen;
SME4SC_FULL=1 (./bench full) looks at every page in every combination.
"""

import os
from itertools import product

from django.conf import settings

LANGUAGES = [code for code, _ in settings.LANGUAGES]
THEMES = ("light", "dark")
WIDTHS = (1280, 390)
NARROWEST = 320
FULL = bool(os.environ.get("SME4SC_FULL"))

Combination = tuple[str, str, int]
ALL: list[Combination] = list(product(LANGUAGES, THEMES, WIDTHS))
STEP = 7  # prime to their number: neighbours differ in language, theme and width
TURNS = [ALL[(place * STEP) % len(ALL)] for place in range(len(ALL))]


def others(seen: list[Combination], place: int) -> list[str]:
    """Give the further languages in which this page is looked at on the narrowest screen."""
    rest = [code for code in LANGUAGES if code not in {language for language, _, _ in seen}]
    return [rest[(place + turn) % len(rest)] for turn in range(min(2, len(rest)))]


def combinations(place: int) -> list[Combination]:
    """Give those in which the page with this place in the list is looked at."""
    if FULL:
        return ALL
    return [TURNS[(2 * place + turn) % len(TURNS)] for turn in range(2)]
