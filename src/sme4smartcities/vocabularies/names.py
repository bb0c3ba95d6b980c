"""When two spellings are the same name: case, accents, vowel points and near misses."""

import re
import unicodedata
from functools import lru_cache

_spaces = re.compile(r"[\s\-־‐-―_/]+")
_marks = re.compile(r"[^\w\s]")
# Letters that hands and keyboards mix up, and letters that do not decompose.
_same = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك",
        "ی": "ي", "ـ": "", "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
        "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h",
    }
)  # fmt: skip


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Reduce a name to what a search compares: "Málaga" and "MALAGA" give the same."""
    plain = "".join(
        char
        for char in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(char)
    )
    return _spaces.sub(" ", _marks.sub("", _spaces.sub(" ", plain.translate(_same)))).strip()


def mistakes_allowed(text: str) -> int:
    """Say how many slips we forgive: none in three letters, two in eight or more."""
    return 0 if len(text) < 4 else 1 if len(text) < 8 else 2


def begins_like(name: str, text: str, slips: int) -> int | None:
    """Count the slips by which the name's beginning differs from the text, None beyond ``slips``.

    A slip is a letter missing, added, changed, or swapped with its neighbour.
    """
    previous: list[int] = []
    row = list(range(len(text) + 1))
    best = row[-1]
    for i, char in enumerate(name[: len(text) + slips], start=1):
        before, previous, row = previous, row, [i]
        for j, other in enumerate(text, start=1):
            cost = previous[j - 1] + (char != other)
            cost = min(cost, previous[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and char == text[j - 2] and name[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        best = min(best, row[-1])
        if min(row) > slips:
            break
    return best if best <= slips else None


def letters(text: str) -> int:
    """Give the set of letters as bits, to rule out most names before comparing them."""
    bits = 0
    for char in text:
        bits |= 1 << (ord(char) % 61)
    return bits
