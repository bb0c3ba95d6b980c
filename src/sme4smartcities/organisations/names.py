"""How names, addresses and hosts are reduced before they are compared, sorted or put in an address."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.text import slugify

VOWELS = frozenset("aeiouy")
# Words that say what a body is in law, not what it is called.
LEGAL_FORMS = frozenset(
    [
        "sl",
        "slu",
        "sll",
        "sa",
        "sau",
        "sccl",
        "scoop",
        "srl",
        "srls",
        "spa",
        "sas",
        "sapa",
        "snc",
        "ltd",
        "limited",
        "plc",
        "llc",
        "inc",
        "gmbh",
        "ag",
        "bv",
        "nv",
        "sarl",
        "sasu",
        "eurl",
        "eirl",
        "suarl",
        "בעמ",
    ]
)
STOP_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "de",
        "del",
        "la",
        "las",
        "el",
        "los",
        "y",
        "e",
        "di",
        "del",
        "della",
        "dei",
        "per",
        "du",
        "des",
        "et",
        "pour",
        "a",
        "al",
        "ال",
    ]
)
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})
# Marks inside a word (S.L., בע״מ, O'Brien) vanish; everything else that is no letter parts words.
INSIDE = re.compile("[.'’`´\"״׳]")
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Give the words of a name without case, accents, vowel signs and punctuation."""
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(char for char in lower if not unicodedata.combining(char))
    return " ".join(WORD.findall(INSIDE.sub("", bare.translate(ARABIC))))


def core_name(text: str) -> str:
    """Give the folded name without its legal form, or with it when nothing else is left."""
    words = fold(text).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)


def skeleton(word: str) -> str:
    """Leave the bones of a folded word, on which usual misspellings agree: libellium, lbl(m)."""
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word[:40]
    bones = [word[0]]
    for char in word[1:]:
        if char not in VOWELS and char != bones[-1]:
            bones.append(char)
    return "".join(bones)[:40]


def keys_of(names: Iterable[str]) -> set[str]:
    """Give the bones of all words that tell the names apart."""
    words = {word for name in names for word in core_name(name).split()}
    return {skeleton(word) for word in words - STOP_WORDS or words}


def likeness(one: str, other: str) -> float:
    """Compare two names: 1.0 for the same but for case, accents and legal form, 0.0 for strangers."""
    a, b = _trigrams(core_name(one)), _trigrams(core_name(other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _trigrams(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)} if text else set()


def slug_of(name: str) -> str:
    """Give the readable part of the address."""
    return slugify(name, allow_unicode=True)[:80].strip("-") or "organisation"


def host_of(website: str) -> str:
    """Give the host of an address without ``www.``; empty where there is none."""
    try:
        host = urlsplit(website).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")[:253]


def domain_of(email: str) -> str:
    """Give what stands after the last ``@``, in lower case."""
    return email.rpartition("@")[2].strip().rstrip(".").lower()
