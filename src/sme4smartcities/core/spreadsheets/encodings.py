"""In which encoding a text file was written, from its bytes alone.

Marks and UTF-8 decide by themselves. Between the one-byte encodings of old office programs the
letters decide: a good reading has words of one script, accents where languages have them and
signs in their places. Where two readings are equally good, nobody can know, and we ask.
"""

import codecs
import unicodedata
from functools import lru_cache

from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
OLD = ["cp1252", "cp1255", "cp1256", "cp1253", "iso8859_8", "iso8859_6", "mac_roman", "cp850"]
SAMPLE = 100_000
PARTING = "\n\r,;\t|"  # ends of rows and cells
NO_TEXT = ("Cc", "Cn", "Co")
ACCENTED = frozenset("áéíóúàèìòùâêîôûëïüñç" + "ÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛËÏÜÑÇ")
RARE = frozenset("äöœßãõÄÖŒÃÕ")
ALONE = frozenset("àèéòóùúôÀÈÉÒÓ")  # letters that are words
SIGNS = frozenset("„½¼¾±×÷©®™µ•´\xa0،؛؟ـ")
APART = frozenset("€£¥₪§–—")  # between spaces or beside a number
OPENING, CLOSING = frozenset("¿¡«“‘"), frozenset("»”’…ºª°²³")
VOWELS = frozenset("aeiouhAEIOUH")
INSIDE_WORDS = frozenset("‘·´ـ\xad–")


def decoded(data: bytes) -> str:
    """Give the text of a file. Raises Refused when no encoding fits."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    if b"\0" in data:
        return _unmarked_utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _old_text(data)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise _unreadable() from error


def _unreadable() -> Refused:
    return Refused(
        _("The letters of this file cannot be read. Save it as “CSV UTF-8” and try again."),
        code="encoding",
    )


def _unmarked_utf16(data: bytes) -> str:
    """Recognise UTF-16 without a mark: only one order of its bytes gives text without controls."""
    readings = []
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _plain(text[:SAMPLE]):
            readings.append(text)
    if len(readings) != 1:
        raise _unreadable()
    return readings[0]


def _plain(text: str) -> bool:
    """Say whether a text has the signs that every table has, and none that no table has."""
    return any(sign in text for sign in PARTING) and not any(
        unicodedata.category(char) in NO_TEXT and char not in "\t\r\n" for char in text
    )


def _old_text(data: bytes) -> str:
    """Take the best reading; one that others equal, or without a sign in its place, is a guess."""
    scores: dict[str, int] = {}
    for name in OLD:
        try:
            reading = data.decode(name)
        except UnicodeDecodeError:
            continue
        scores.setdefault(reading, _likelihood(reading[:SAMPLE]))
    best = max(scores.values(), default=0)
    found = [reading for reading, score in scores.items() if score == best]
    if best <= 0 or len(found) > 1:
        raise _unreadable()
    return found[0]


def _likelihood(text: str) -> int:
    padded = f" {text} "
    return sum(
        _weight(padded[i - 1], char, padded[i + 1])
        for i, char in enumerate(padded)
        if char > "\x7f"
    )


@lru_cache(maxsize=8192)
def _weight(before: str, char: str, after: str) -> int:
    category = unicodedata.category(char)
    if category.startswith("L") and char not in CLOSING:
        return _letter_weight(before, char, after)
    if category.startswith("M"):
        return 0 if _script(before) in ("HEBREW", "ARABIC") else -2
    if category == "Cc":
        return -3
    return _sign_weight(before, char, after)


def _sign_weight(before: str, char: str, after: str) -> int:
    """Weigh a sign by its place: beside letters, between them, or apart from them."""
    left, right = before.isalpha(), after.isalpha()
    if char == "’" and left:
        return 2 if after in VOWELS else 1  # l’acqua
    if left and right:
        return 0 if char in INSIDE_WORDS else -2
    if char in APART:
        return -1 if left or right else 2
    if char in OPENING:
        return 0 if left or before > "\x7f" else 2
    if char in CLOSING:
        return 0 if right else 2
    return 0 if char in SIGNS else -1


def _letter_weight(before: str, char: str, after: str) -> int:
    script = _script(char)
    near = {_script(neighbour) for neighbour in (before, after) if neighbour.isalpha()}
    if near - {script} or _odd_case(before, char, after):
        return -2
    if script != "LATIN":
        return _other_weight(before + char, script) if near else -1
    if not near:
        return 2 if char in ALONE else -1
    crowded = any(neighbour > "\x7f" and neighbour.isalpha() for neighbour in (before, after))
    if crowded:
        return -1
    return 2 if char in ACCENTED else 1 if char in RARE else -1


def _other_weight(pair: str, script: str) -> int:
    """Weigh letters that have neighbours: Greek ones look like Hebrew words, Arabic has its article."""
    if script == "GREEK":
        return 1
    return 3 if pair == "ال" else 2


def _odd_case(before: str, char: str, after: str) -> bool:
    return char.isupper() and (before.islower() or (before.isupper() and after.islower()))


@lru_cache(maxsize=1024)
def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0]
