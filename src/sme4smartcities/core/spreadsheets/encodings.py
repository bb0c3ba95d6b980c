"""In which encoding a text file was written, from its bytes alone.

Marks and UTF-8 decide by themselves. Between the one-byte encodings of old office programs the
letters decide: a good reading has words of one script, accents where languages have them and
signs outside words.
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
ACCENTED = frozenset("áéíóúàèìòùâêîôûäëïöüñçœßãõ" + "ÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÄËÏÖÜÑÇŒÃÕ")
SIGNS = frozenset("¿¡«»“”‘’„–—…€ºª°·²³½¼¾±×÷§©®™µ£¥•´\xa0₪،؛؟ـ")
INSIDE_WORDS = frozenset("’‘·´ـ\xad–-")


def decoded(data: bytes) -> str:
    """Give the text of a file. Raises Refused when no encoding fits."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    if name := _unmarked_utf16(data):
        return _strictly(data, name)
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
    """Recognise UTF-16 without a mark by the zero bytes of its separators and line ends."""
    sample = data[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or bool(even) == bool(odd) or even + odd < max(2, len(sample) // 40):
        return ""
    return "utf-16-be" if even else "utf-16-le"


def _old_text(data: bytes) -> str:
    best, text = None, ""
    for name in OLD:
        try:
            reading = data.decode(name)
        except UnicodeDecodeError:
            continue
        score = _likelihood(reading[:SAMPLE])
        if best is None or score > best:
            best, text = score, reading
    if best is None:
        raise _unreadable()
    return text


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
    if category.startswith("L"):
        return _letter_weight(before, char, after)
    if category.startswith("M"):
        return 0 if _script(before) in ("HEBREW", "ARABIC") else -2
    if category == "Cc":
        return -3
    if before.isalpha() and after.isalpha() and char not in INSIDE_WORDS:
        return -2
    return 0 if char in SIGNS else -1


def _letter_weight(before: str, char: str, after: str) -> int:
    script = _script(char)
    near = {_script(neighbour) for neighbour in (before, after) if neighbour.isalpha()}
    if near - {script} or _odd_case(before, char, after):
        return -2
    if script != "LATIN":
        return 2 if near else -1
    crowded = any(neighbour > "\x7f" and neighbour.isalpha() for neighbour in (before, after))
    return 1 if char in ACCENTED and not crowded else -1


def _odd_case(before: str, char: str, after: str) -> bool:
    return char.isupper() and (before.islower() or (before.isupper() and after.islower()))


@lru_cache(maxsize=1024)
def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0]
