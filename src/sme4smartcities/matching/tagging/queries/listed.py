"""The terms that can be suggested: how a model understood each, and by which words they are named."""

from collections.abc import Mapping
from functools import lru_cache

from sme4smartcities.matching.queries.shelves import panel_of
from sme4smartcities.matching.tagging.choosing import naming
from sme4smartcities.matching.tagging.lexicon import Lexicon
from sme4smartcities.matching.vectors.means import Vector
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import terms
from sme4smartcities.vocabularies.queries.lists import current

LISTS = ("domain", "capability", "cpv")
FALLBACK = "en"  # a list that does not speak the text's language may share words with it
HELD = 24  # lexicons a process keeps: four languages of a text speak to three lists, twice over

Steps = Mapping[int, float]


def kind_of(vocabulary: str) -> str:
    """Name the shelf on which the vectors of a list lie."""
    return f"term-{vocabulary}"


def offered(vocabulary: str) -> list[Term]:
    return terms(vocabulary)


def meant(vocabulary: str, asked: Mapping[str, Vector]) -> Steps:
    """Say how far each term of a list stands out for a text, given as a centred vector per model."""
    panel = naming(panel_of(kind_of(vocabulary)))
    if not len(panel.subjects) or not asked:
        return {}
    steps = panel.standing(asked)
    return dict(zip(panel.subjects.tolist(), steps.tolist(), strict=True))


def lexicon(vocabulary: str, language: str) -> Lexicon:
    """Give the words of a list in one language, made once for each version of the lists.

    Lists that nobody has turned have no version by which they could be kept.
    """
    version = current().version
    return _kept(vocabulary, language, version) if version else _lexicon(vocabulary, language)


@lru_cache(maxsize=HELD)
def _kept(vocabulary: str, language: str, version: int) -> Lexicon:
    return _lexicon(vocabulary, language)


def _lexicon(vocabulary: str, language: str) -> Lexicon:
    labels = ((term.pk, str(term.labels.get(language) or "")) for term in offered(vocabulary))
    return Lexicon(((term, label) for term, label in labels if label), language)
