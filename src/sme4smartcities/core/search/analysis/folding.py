"""Bring a word to the one spelling under which it is kept and looked for.

What is left are letters, digits and the vowel signs of scripts that need them: neither FTS5's
``ascii`` tokenizer nor a PostgreSQL lexeme can split such a word, and no further code is needed.
"""

import unicodedata
from functools import lru_cache

LONGEST = 64  # characters of one token; what is longer is cut, in texts and in queries alike

# Invisible: soft hyphen, zero-width signs, bidi embeddings and isolates, byte order mark.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_invisible = {0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)}
_invisible |= set(range(0x2060, 0x206A))

# Accents, niqqud and cantillation, tashkeel: readers leave them out as often as not.
_optional = {
    code
    for first, last in ((0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x610, 0x61A))
    for code in range(first, last + 1)
} | {code for code in range(0x64B, 0x6EE) if unicodedata.category(chr(code)) == "Mn"}
_dropped = dict.fromkeys(_invisible | _optional | {0x640})  # 0x640: tatweel

_letters = str.maketrans(
    {
        # Latin letters that Unicode does not take apart
        **{"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"},
        # Arabic: one alef, one ya, one ha, one kaf (hamza above or below falls with the marks)
        **{"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "گ": "ك", "ک": "ك"},
        # Hebrew: no final letters
        **{"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"},
    }
)


def lowered(word: str) -> str:
    """Give the word in lower case with its accents, as stemmers want it."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return unicodedata.normalize("NFC", plain.translate(dict.fromkeys(_invisible)))


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Give the word without case, accents, points, variants of letters or national digits."""
    if word.isascii():
        return "".join(filter(str.isalnum, word.lower()))[:LONGEST]
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    bare = unicodedata.normalize("NFC", parts.translate(_dropped).translate(_letters))
    return "".join(_kept(char) for char in bare)[:LONGEST]


def _kept(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return char if char.isalnum() or unicodedata.category(char)[0] == "M" else ""


def script(word: str) -> str:
    """Say in which script a folded word is written: latin, hebrew, arabic or other."""
    first = next((char for char in word if char.isalpha()), "")
    if not first or first <= "ɏ":
        return "latin"
    if "א" <= first <= "ת":
        return "hebrew"
    return "arabic" if "ء" <= first <= "ۿ" else "other"
