"""Invent any number of organisations, always the same ones, as skewed as a real directory is.

Number 17 is the same whether ten or a million are asked for. Texts are put together from the
sentences of the Example programme, so that words come as often as in people's prose.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import sme4smartcities

PACKAGE = Path(sme4smartcities.__file__).parent
EXAMPLE = PACKAGE / "demo" / "data" / "example" / "organisations"
LISTS = PACKAGE / "vocabularies" / "data"

LANGUAGES = {"es": 28, "it": 24, "fr": 17, "en": 11, "ar": 12, "he": 8}
COUNTRIES = {
    "es": {"ES": 100},
    "it": {"IT": 100},
    "fr": {"FR": 62, "TN": 14, "MA": 12, "DZ": 8, "LB": 4},
    "en": {"GR": 25, "TR": 20, "PT": 15, "CY": 12, "MT": 12, "HR": 8, "JO": 4, "SI": 4},
    "ar": {"EG": 28, "MA": 20, "TN": 18, "DZ": 14, "JO": 10, "LB": 7, "PS": 3},
    "he": {"IL": 100},
}
KINDS = {
    "sme": 520,
    "start-up": 130,
    "municipality": 80,
    "civil-society": 65,
    "large-company": 35,
    "university": 22,
    "research-centre": 18,
    "public-company": 24,
    "incubator": 20,
    "cluster": 22,
    "technology-centre": 14,
    "investor": 16,
    "chamber": 8,
    "regional-authority": 8,
    "national-authority": 4,
    "programme-body": 4,
    "international-organisation": 3,
    "media": 4,
    "other": 3,
}
SPOKEN = {
    "en": 50,
    "fr": 20,
    "es": 12,
    "it": 10,
    "ar": 6,
    "de": 4,
    "pt": 4,
    "el": 3,
    "he": 2,
    "tr": 2,
}
SIZES = {"micro": 55, "small": 27, "medium": 12, "large": 6}
LEGAL = {
    "es": ("SL", "SL", "SL", "SA", "S.Coop.", ""),
    "it": ("Srl", "Srl", "SpA", "Soc. coop.", ""),
    "fr": ("SARL", "SAS", "SAS", "SCOP", ""),
    "en": ("Ltd", "Ltd", "Limited", "Cooperative", ""),
    "he": ("בע״מ", "בע״מ", ""),
    "ar": ("ش.م.م", "ش.ذ.م.م", ""),
}
WHERE = {
    "es": "Trabajamos en {place} y sus alrededores con {domain}.",
    "it": "Lavoriamo a {place} e dintorni su {domain}.",
    "fr": "Nous travaillons à {place} et alentour : {domain}.",
    "en": "We work in and around {place} on {domain}.",
    "he": "אנחנו פועלים באזור {place} בתחום {domain}.",
    "ar": "نعمل في {place} وضواحيها في مجال {domain}.",
}
SYLLABLES = {
    "latin": "ba be bo ca co da de do fa fi ga go la le li lo lu ma me mi mo na ne no pa pe ra re ri "
    "ro sa se so ta te ti to va ve vi zo",
    "he": "אל בר גל דר הד זר חן טל יד כר לב מר נר סל עד פר צל קד רם שר תל",
    "ar": "با بر تا جا حا دا را زا سا شا صا طا عا فا قا كا لا ما نا وا يا",
}
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, kw_only=True)
class Invented:
    """One organisation, its place still to be found: ``spot`` in [0, 1) picks it in the country."""

    number: int
    name: str
    kind: str
    size: str
    language: str
    country: str
    spot: float
    sentences: tuple[str, ...]
    translated: tuple[str, str] | None  # language, text
    domains: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    languages: tuple[str, ...]
    certificates: tuple[str, ...]
    trl: int | None
    verified: bool
    age: int  # days since somebody last said that it is right


class Urn:
    """Draw values as often as their weights say."""

    def __init__(self, weights: dict[str, int]) -> None:
        self.values = list(weights)
        self.steps = list(accumulate(weights.values()))

    def draw(self, random: Random) -> str:
        return random.choices(self.values, cum_weights=self.steps)[0]


def falling(values: Sequence[str]) -> Urn:
    """Weigh the first value most, the hundredth a hundredth of it (Zipf)."""
    return Urn({value: max(1, 10_000 // rank) for rank, value in enumerate(values, start=1)})


@cache
def _terms(vocabulary: str) -> list[dict[str, Any]]:
    terms: list[dict[str, Any]] = json.loads((LISTS / f"{vocabulary}.json").read_text())["terms"]
    return terms


@cache
def _urn(vocabulary: str) -> Urn:
    codes = [term["code"] for term in _terms(vocabulary)]
    Random(vocabulary).shuffle(codes)
    return falling(codes)


@cache
def label(vocabulary: str, code: str, language: str) -> str:
    labels = next(term["labels"] for term in _terms(vocabulary) if term["code"] == code)
    return str(labels.get(language) or labels["en"])


@cache
def _sentences(language: str) -> list[str]:
    told = json.loads((EXAMPLE / f"{language}.json").read_text("utf-8"))
    texts = [org[part][language] for org in told for part in ("summary", "about")]
    return [s for text in texts for s in re.split(r"(?<=[.؟!])\s+", text) if s]


@cache
def words_of(language: str) -> Urn:
    """Words for names, the frequent ones of the language first."""
    counts: dict[str, int] = {}
    for sentence in _sentences(language):
        for word in WORD.findall(sentence):
            counts[word.capitalize()] = counts.get(word.capitalize(), 0) + 1
    return falling(sorted(counts, key=lambda word: (-counts[word], word)))


@cache
def _syllables(language: str) -> list[str]:
    return SYLLABLES.get(language, SYLLABLES["latin"]).split()


_languages, _kinds, _sizes, _spoken = Urn(LANGUAGES), Urn(KINDS), Urn(SIZES), Urn(SPOKEN)
_countries = {language: Urn(weights) for language, weights in COUNTRIES.items()}


def organisations(count: int, *, first: int = 0, seed: int = 1) -> Iterator[Invented]:
    for number in range(first, count):
        yield _organisation(number, Random(f"{seed}:{number}"))


def _organisation(number: int, random: Random) -> Invented:
    language, kind = _languages.draw(random), _kinds.draw(random)
    sentences = _sentences(language)
    told = tuple(sentences[random.randrange(len(sentences))] for _ in range(random.randint(1, 4)))
    offers = _several(random, "capability", 0, 6)
    return Invented(
        number=number,
        name=_name(random, language, kind),
        kind=kind,
        size=_sizes.draw(random),
        language=language,
        country=_countries[language].draw(random),
        spot=random.random(),
        sentences=told,
        translated=_translation(random, language),
        domains=_several(random, "domain", 1, 4),
        offers=offers,
        needs=tuple(c for c in _several(random, "capability", 0, 4) if c not in offers),
        languages=_spoken_by(random, language),
        certificates=_several(random, "certificate", 0, 2),
        trl=random.randint(2, 9) if kind in ("sme", "start-up") else None,
        verified=random.random() < 0.35,
        age=int(random.expovariate(1 / 200)),
    )


def _name(random: Random, language: str, kind: str) -> str:
    """Join a word of the language, a coined one and, for companies, the legal form."""
    parts = _syllables(language)
    coined = "".join(random.choices(parts, k=random.randint(2, 4))).capitalize()
    legal = random.choice(LEGAL[language]) if kind in ("sme", "start-up", "large-company") else ""
    words = [words_of(language).draw(random), coined]
    if random.random() < 0.3:
        words.append(label("organisation_kind", kind, language))
    return " ".join([*words, legal]).strip()


def _several(random: Random, vocabulary: str, least: int, most: int) -> tuple[str, ...]:
    urn = _urn(vocabulary)
    return tuple(dict.fromkeys(urn.draw(random) for _ in range(random.randint(least, most))))


def _spoken_by(random: Random, language: str) -> tuple[str, ...]:
    others = (_spoken.draw(random) for _ in range(random.randint(0, 3)))
    return tuple(dict.fromkeys((language, *others)))


def _translation(random: Random, language: str) -> tuple[str, str] | None:
    """A third tells itself in a second language as well."""
    other = _languages.draw(random) if random.random() < 0.35 else language
    return None if other == language else (other, random.choice(_sentences(other)))
