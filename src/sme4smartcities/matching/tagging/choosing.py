"""Which terms of a list are suggested: those that stand out by meaning, by words, best by both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sme4smartcities.matching.tagging.lexicon import Named
from sme4smartcities.matching.vectors.panel import Panel

# What a bit of rarity of shared words counts, in standard deviations of meaning (decision 0064).
WORDS_COUNT = 0.3
# How much a model counts beside others where a text is compared with names, by the model's name.
NAMING = {"use-multilingual-v3": 0.25}
MOST = {"domain": 3, "capability": 10, "cpv": 10}
# From where on a term is worth a look: it stands out by so many standard deviations among its list,
# or so much of its label stands in the text. A short list names few things well.
STANDS_OUT = {"domain": 1.2, "capability": 1.6, "cpv": 1.2}
NAMED = 0.5


@dataclass(frozen=True)
class Chosen:
    """A term, how much speaks for it, and the words of the text that name it."""

    term: int
    points: float
    words: tuple[str, ...]


def chosen(vocabulary: str, meant: Mapping[int, float], named: Mapping[int, Named]) -> list[Chosen]:
    """Give the terms worth a look, best first; equal ones by id, so always the same."""
    worth = {term for term, steps in meant.items() if steps >= STANDS_OUT[vocabulary]}
    worth |= {term for term, one in named.items() if one.share >= NAMED}
    found = [
        Chosen(term, round(points(meant.get(term), named.get(term)), 3), _words(named.get(term)))
        for term in worth
    ]
    return sorted(found, key=lambda one: (-one.points, one.term))[: MOST[vocabulary]]


def naming(panel: Panel) -> Panel:
    """Let each model count as it does where a text is compared with names; unknown ones in full."""
    voices = {
        model: replace(voice, weight=NAMING.get(model.partition(" ")[0], 1.0))
        for model, voice in panel.voices.items()
    }
    return replace(panel, voices=voices)


def points(steps: float | None, named: Named | None) -> float:
    return (steps or 0.0) + WORDS_COUNT * (named.worth if named else 0.0)


def _words(named: Named | None) -> tuple[str, ...]:
    return named.words if named else ()
