"""A made-up world to search in: the same names, profiles and questions in every run, six languages.

Words follow Zipf's law, so that some stand in a third of all rows and most in a handful.
"""

import itertools
import random
from collections.abc import Iterator

from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.subjects import Subject

SYLLABLES = {
    "en": "wa ter ci ty sen sor mo bi li en er gy da ta park ing li ght no ise air roof tree lane",
    "es": "a gua ciu dad rie go sen so res mo vi li dad par que ca lle luz rui do ver de ba rrio",
    "it": "ac qua cit ta sen so ri mo bi li ta par co stra da lu ce ru mo re ver de quar tie re",
    "fr": "eau vil le cap teur mo bi li te e ner gie don nees parc rue lu mi ere bru it quar tier",
    "he": "מי ם עי ר חי יש נת חב רה אנ רג יה תח בו רה שכ ונ ה נתו נים רעש חכמ ה",
    "ar": "ما ء مد ين ة طا قة شر كة نق ل ضو ضا ء حد يق ة شا رع حي بيا نا ت مس تش عر",
}
KINDS = {
    "en": "City Council of|University of|Institute for|Company for",
    "es": "Ayuntamiento de|Universidad de|Instituto de|Empresa de",
    "it": "Comune di|Università di|Istituto di|Azienda",
    "fr": "Ville de|Université de|Institut de|Entreprise",
    "he": "עיריית|אוניברסיטת|מכון|חברת",
    "ar": "بلدية|جامعة|معهد|شركة",
}
WORDS = 12_000  # in each language


def vocabulary(language: str) -> list[str]:
    """Make a language's words, the most frequent first; two to four syllables each."""
    chance = random.Random(language)
    parts = SYLLABLES[language].split()
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(chance.choices(parts, k=chance.choice((2, 2, 3, 3, 4))))] = None
    return sorted(words, key=len)


class World:
    """The made-up subjects, and questions about them."""

    def __init__(self) -> None:
        self.words = {language: vocabulary(language) for language in SYLLABLES}
        weights = [1 / rank for rank in range(3, WORDS + 3)]
        self.weights = list(itertools.accumulate(weights))

    def say(self, chance: random.Random, language: str, words: int) -> str:
        return " ".join(chance.choices(self.words[language], cum_weights=self.weights, k=words))

    def documents(self, subjects: int) -> Iterator[Document]:
        for number in range(1, subjects + 1):
            chance = random.Random(number)
            language = chance.choice(tuple(SYLLABLES))
            other = chance.choice(tuple(SYLLABLES))
            kind = chance.choice(KINDS[language].split("|"))
            name = f"{kind} {' '.join(chance.choices(self.words[language][300:], k=2)).title()}"
            subject = Subject("organisation", number)
            yield Document(
                subject=subject,
                language=language,
                title=name,
                body=self.say(chance, language, 70),
                names=(f"{name[:2]}{number}",),
            )
            if other != language:
                yield Document(
                    subject=subject, language=other, title=name, body=self.say(chance, other, 15)
                )

    def questions(self, how: str, many: int = 200) -> list[str]:
        chance = random.Random(how)
        return [getattr(self, f"_{how}")(chance) for _ in range(many)]

    def _word(self, chance: random.Random) -> str:
        """A third common, a third of the middle, a third rare."""
        low, high = chance.choice(((0, 30), (30, 600), (600, WORDS)))
        return self.words[chance.choice(tuple(SYLLABLES))][chance.randrange(low, high)]

    def _one_word(self, chance: random.Random) -> str:
        return self._word(chance) + " "

    def _two_words(self, chance: random.Random) -> str:
        words = self.words[chance.choice(tuple(SYLLABLES))]
        return f"{words[chance.randrange(200)]} {words[chance.randrange(2000)]} "

    def _common_words(self, chance: random.Random) -> str:
        words = self.words[chance.choice(tuple(SYLLABLES))]
        return f"{words[chance.randrange(10)]} {words[chance.randrange(10)]} "

    def _beginning(self, chance: random.Random) -> str:
        word = self._word(chance)
        return word[: max(2, min(len(word) - 1, chance.randrange(2, 6)))]

    def _phrase(self, chance: random.Random) -> str:
        words = self.words[chance.choice(tuple(SYLLABLES))]
        return f'"{words[chance.randrange(40)]} {words[chance.randrange(40)]}"'

    def _name(self, chance: random.Random) -> str:
        language = chance.choice(tuple(SYLLABLES))
        kind = chance.choice(KINDS[language].split("|"))
        return f"{kind} {chance.choice(self.words[language][300:])}"[: chance.randrange(3, 20)]

    def _mistyped(self, chance: random.Random) -> str:
        word = chance.choice([w for w in self.words["es"][300:3000] if len(w) > 6])
        slip = chance.randrange(1, len(word) - 2)
        return word[:slip] + word[slip + 1] + word[slip] + word[slip + 2 :]
