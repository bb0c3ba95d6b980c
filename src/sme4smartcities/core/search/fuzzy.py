"""Forgive a slip of the keyboard in a name, with tokens that any index can hold.

Of every word of a name the index keeps its first letters and these letters with one left out.
A mistyped word, treated alike, meets the right one in at least one of them, whether a letter is
missing, added, wrong or swapped with its neighbour; slips further back leave the first letters
whole. What meets is then measured by its distance.
"""

from collections.abc import Sequence
from functools import lru_cache

from sme4smartcities.core.search.analysis.folding import script

SLIP = "≈"  # begins the tokens of this module, which no word can equal
LETTERS = 5


def spellings(word: str) -> set[str]:
    """Give the tokens under which a name's word, or a mistyped one, is kept and looked for."""
    first = word[:LETTERS]
    shortest = 4 if script(word) == "latin" else 3
    if len(first) < shortest:
        return set()
    return {SLIP + first, *(SLIP + first[:i] + first[i + 1 :] for i in range(len(first)))}


def tolerance(word: str) -> int:
    """Say how many slips a word of this length may hold and still be meant."""
    return 0 if len(word) < 3 else 1 if len(word) < 8 else 2


@lru_cache(maxsize=8192)
def distance(typed: str, meant: str, most: int) -> int:
    """Count the letters missing, added, wrong or swapped, up to ``most`` + 1."""
    if abs(len(typed) - len(meant)) > most:
        return most + 1
    before: Sequence[int] = ()
    row: list[int] = list(range(len(meant) + 1))
    for i, letter in enumerate(typed, start=1):
        following = [i]
        for j, other in enumerate(meant, start=1):
            cost = min(following[-1] + 1, row[j] + 1, row[j - 1] + (letter != other))
            if before and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return min(row[-1], most + 1)


def distance_to_beginning(typed: str, meant: str, most: int) -> int:
    """Count the slips between what was typed so far and the beginning of a word."""
    lengths = range(max(1, len(typed) - most), min(len(meant), len(typed) + most) + 1)
    return min((distance(typed, meant[:n], most) for n in lengths), default=most + 1)
