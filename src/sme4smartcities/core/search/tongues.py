"""Tell in which of our languages somebody wrote, by script and by the small words of each."""

import unicodedata
from collections import Counter

from sme4smartcities.core.search.analysis import chunks, fold
from sme4smartcities.core.search.analysis.folding import script
from sme4smartcities.core.search.analysis.stopwords import STOP_WORDS

LATIN = ("en", "es", "it", "fr")
OF_SCRIPT = {"hebrew": "he", "arabic": "ar"}
READ = 4_000  # characters
TELLTALE = {"ñ": "es", "¿": "es", "¡": "es", "œ": "fr", "ê": "fr", "ç": "fr", "ì": "it", "ò": "it"}


def spoken_in(text: str, reader: str) -> str:
    """Give the language of most of a text; "" for one that is none of ours.

    ``reader``: the language of the page, which decides where the words leave it open.
    """
    text = text[:READ]
    words = [fold(raw) for chunk in chunks(text) for raw in chunk.raw]
    scripts = Counter(script(word) for word in words if any(map(str.isalpha, word)))
    if not scripts:
        return ""
    (most, _times), *_rest = sorted(scripts.items(), key=lambda pair: (-pair[1], pair[0]))
    if most != "latin":
        return OF_SCRIPT.get(most, "")
    return _latin(words, text, reader)


def _latin(words: list[str], text: str, reader: str) -> str:
    votes = Counter({code: sum(word in STOP_WORDS[code] for word in words) for code in LATIN})
    for letter in unicodedata.normalize("NFC", text.casefold()):
        if letter in TELLTALE:
            votes[TELLTALE[letter]] += 1
    best = max(votes.values())
    leading = [code for code in LATIN if votes[code] == best]
    return reader if reader in leading else leading[0]
