"""How alike two texts sound, whatever the script: names and borrowed words cross languages so.

"Terminal", "טרמינל" and "ترمنال" share their consonants, as do "estación" and "stazione". Of every
word only the consonants are left, alike ones as one letter, and runs of three are compared.
"""

import math
import re
from functools import lru_cache

from sme4smartcities.core.search.analysis import chunks, fold

RUN = 3
SHORTEST = 2  # consonants; a word with fewer says nothing
KEPT = 20_000

_CONSONANTS = {
    "p": "bpבפپب",
    "f": "fvwףفڤ",
    "k": "ckqgxגכקجخغقك",
    "s": "szßזסצשزسشصچ",
    "t": "tdדטתتثدذضطظ",
    "l": "lלل",
    "m": "mמم",
    "n": "nנن",
    "r": "rרر",
}
_letters = {ord(sign): one for one, signs in _CONSONANTS.items() for sign in signs}
_soft = re.compile("c(?=[eiy])")
_twice = re.compile(r"(.)\1+")

Runs = frozenset[str]


def sound(text: str, other: str) -> float:
    """Give how much of their consonants two texts share: 0 nothing, 1 all."""
    one, two = runs_of(text), runs_of(other)
    if not one or not two:
        return 0.0
    return len(one & two) / math.sqrt(len(one) * len(two))


@lru_cache(maxsize=KEPT)
def runs_of(text: str) -> Runs:
    """Give the runs of consonants of a text, the beginnings and ends of words marked."""
    marked = (f"^{bare}$" for chunk in chunks(text) for raw in chunk.raw if (bare := _bare(raw)))
    return frozenset(word[i : i + RUN] for word in marked for i in range(len(word) - RUN + 1))


@lru_cache(maxsize=KEPT)
def _bare(raw: str) -> str:
    folded = _soft.sub("s", fold(raw).replace("ph", "f"))
    bare = "".join(_letters.get(ord(sign), "") for sign in folded)
    bare = _twice.sub(r"\1", bare)
    return bare if len(bare) >= SHORTEST else ""
