"""Cut a text into words: what belongs together, what an elision hides, what a compound joins."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sme4smartcities.core.search.analysis.folding import INVISIBLE, fold

LONGEST_CHUNK = 400  # characters; a longer run without a space is no word

_marks = "".join(chr(c) for c in range(0x300, 0x3100) if unicodedata.category(chr(c))[0] == "M")
_letter = f"(?:[^\\W_]|[{_marks}{INVISIBLE}])"
_apostrophes = "'’ʼ‘`´′＇"
_inner = f'[{_apostrophes}׳&\\-‐‑־]|["״](?=[{INVISIBLE}]*[א-ת])'
_chunk = re.compile(
    f"(?:[^\\W\\d_]\\.){{2,}}[^\\W\\d_]?(?!{_letter})|{_letter}+(?:(?:{_inner}){_letter}+)*"
)
_joint = re.compile(r"[&\-‐‑־]")
_apostrophe = re.compile(f"[{_apostrophes}]")
# One ideograph is a word: a text without spaces is still found by any of its parts.
_ideograph = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")

_elided = (
    "l d j m t s c n qu gl un dell nell all dall sull quell bell sant quest jusqu lorsqu puisqu "
    "quoiqu presqu"
)
ELISIONS = frozenset(_elided.split())


class Chunk(NamedTuple):
    """A word of a text: where it stands, the words it is read as, and its joined spelling."""

    start: int
    end: int
    raw: tuple[str, ...]
    joined: str


def chunks(text: str) -> Iterator[Chunk]:
    """Walk through the words of a text, with their places in it."""
    for match in _chunk.finditer(text):
        if match.end() - match.start() <= LONGEST_CHUNK:
            raw, joined = read(match.group())
            if raw:
                yield Chunk(match.start(), match.end(), raw, joined)


def written(text: str) -> Iterator[str]:
    """Walk through the words of a text as they stand there, compounds whole."""
    return (chunk for chunk in _chunk.findall(text) if len(chunk) <= LONGEST_CHUNK)


@lru_cache(maxsize=4096)
def read(chunk: str) -> tuple[tuple[str, ...], str]:
    """Give the words of a chunk as written, and their folded joined spelling when several.

    l'acqua → acqua · city's → city · o'brien → o, brien (obrien) · R&D → r, d (rd) · S.p.A. → SpA
    """
    if "." in chunk:
        chunk = chunk.replace(".", "")
    parts = [word for part in _joint.split(chunk) for word in _without_elision(part)]
    words = tuple(word for part in parts for word in _spaced(part) if fold(word))
    return words, fold("".join(parts)) if len(words) > 1 else ""


def _without_elision(part: str) -> list[str]:
    if "א" <= part[-1] <= "ת":  # geresh and gershayim, in whatever sign: ג'ורג', צה"ל
        return [re.sub(f'[{_apostrophes}׳״"]', "", part)]
    words = [word for word in _apostrophe.split(part) if word]
    if len(words) > 1 and words[0].lower() in ELISIONS:
        words = words[1:]
    if len(words) > 1 and words[-1].lower() == "s":
        words = words[:-1]
    return words


def _spaced(word: str) -> list[str]:
    if not _ideograph.search(word):
        return [word]
    return _ideograph.sub(lambda match: f" {match.group()} ", word).split()
