"""How a name or a title is kept: on one line, without signs that nobody sees."""

import unicodedata

INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}  # Arabic, Persian and Indic names need them


def one_line(text: str) -> str:
    """Clean a name: no line breaks, no control or direction marks, single spaces."""
    kept = (
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign
        for sign in unicodedata.normalize("NFC", text)
        if sign in JOINERS or unicodedata.category(sign) not in INVISIBLE - {"Cc", "Zl", "Zp"}
    )
    return " ".join("".join(kept).split())
