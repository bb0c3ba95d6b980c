"""What readers might type into the directory: always the same questions, skewed as words are."""

from random import Random

from benchmarks._population import LANGUAGES, SYLLABLES, Urn, words_of


def questions(count: int) -> list[str]:
    """Give words as often as they stand in profiles, pairs of them, and names half typed."""
    random, languages = Random("questions"), Urn(LANGUAGES)
    return [_question(random, languages.draw(random)) for _ in range(count)]


def _question(random: Random, language: str) -> str:
    words, sort = words_of(language), random.random()
    if sort < 0.4:
        return words.draw(random).lower()
    if sort < 0.75:
        return f"{words.draw(random)} {words.draw(random)}".lower()
    syllables = SYLLABLES.get(language, SYLLABLES["latin"]).split()
    coined = "".join(random.choices(syllables, k=2))
    return f"{words.draw(random)} {coined}" if sort < 0.85 else coined
