"""Give the other forms under which a word is kept, so that "sensores" finds "sensor".

Latin scripts are stemmed by Snowball. Arabic is stemmed lightly (Larkey's light10: particles,
article and endings), since Snowball's Arabic takes letters of the root for particles. Hebrew loses
its leading particles and one ending. What no rule reaches is a short list of broken plurals.
"""

import threading
from functools import lru_cache

import Stemmer

from sme4smartcities.core.search.analysis.folding import fold, lowered, script

LATIN = {"en": "english", "es": "spanish", "it": "italian", "fr": "french"}
SHORTEST = 3  # letters that a Latin stem, a Hebrew stem or an Arabic word without article keeps

_per_thread = threading.local()  # a Stemmer holds a buffer of its own

_arabic_particles = ("وال", "فال", "بال", "كال", "لل", "ال")
_arabic_endings = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_hebrew_particles = ("כש", "מש", "שה", "בה", "לה", "מה", "וה", "וב", "ול", "ומ", "וש")
_hebrew_letters = frozenset("והבכלמש")
_hebrew_endings = ("ייה", "יית", "יימ", "יות", "ימ", "ות", "ית", "יה", "ה", "י", "ת")

# Folded plural → folded singular, for words of this field that change inside.
_broken = {
    "ערימ": "עיר",
    "נשימ": "אישה",
    "بلاد": "بلد",
    "حدائق": "حديقه",
    "حدايق": "حديقه",
    "حلول": "حل",
    "خبراء": "خبير",
    "شركاء": "شريك",
    "شوارع": "شارع",
    "طرق": "طريق",
    "مباني": "مبني",
    "مدارس": "مدرسه",
    "مدن": "مدينه",
    "مراكز": "مركز",
    "مرافق": "مرفق",
    "مشاريع": "مشروع",
    "مصانع": "مصنع",
    "مناطق": "منطقه",
    "مواقف": "موقف",
    "مياه": "ماء",
}


@lru_cache(maxsize=4096)
def forms(word: str, language: str) -> frozenset[str]:
    """Give the folded forms of a word as written, beside its folded self.

    A language that does not write in the word's script, or "", stands for all that do.
    """
    surface = fold(word)
    kind = script(surface)
    if kind == "latin":
        found = _latin(lowered(word), surface, language)
    elif kind == "arabic":
        found = _arabic(surface)
    elif kind == "hebrew":
        found = _hebrew(surface)
    else:
        found = set()
    return frozenset(found - {surface, ""})


def _latin(word: str, surface: str, language: str) -> set[str]:
    if len(surface) < SHORTEST or surface.isdigit():
        return set()
    names = [LATIN[language]] if language in LATIN else list(LATIN.values())
    stems = {fold(_stemmer(name).stemWord(text)) for name in names for text in (word, surface)}
    return {stem for stem in stems if len(stem) >= SHORTEST}


def _stemmer(name: str) -> Stemmer.Stemmer:
    stemmers = _per_thread.__dict__
    if name not in stemmers:
        stemmers[name] = Stemmer.Stemmer(name)
    return stemmers[name]


def _arabic(word: str) -> set[str]:
    bare = [word]
    if word[0] in "وف" and len(word) > SHORTEST:
        bare.append(word[1:])
    for text in list(bare):
        found = next((p for p in _arabic_particles if text.startswith(p)), "")
        if found and len(text) - len(found) >= 2:
            bare.append(text[len(found) :])
    bare += [_broken[text] for text in bare if text in _broken]
    return {*bare, *map(_arabic_stem, bare)}


def _arabic_stem(word: str) -> str:
    for ending in _arabic_endings:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)]
    return word


def _hebrew(word: str) -> set[str]:
    bare = [word]
    if word[0] in _hebrew_letters and len(word) > SHORTEST:
        bare.append(word[1:])
    if word.startswith(_hebrew_particles) and len(word) > SHORTEST + 1:
        bare.append(word[2:])
    bare += [_broken[text] for text in bare if text in _broken]
    return {*bare, *map(_hebrew_stem, bare)}


def _hebrew_stem(word: str) -> str:
    for ending in _hebrew_endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word
