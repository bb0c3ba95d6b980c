"""What a model makes of a term: its labels in all languages, each without its language, together."""

from collections.abc import Mapping

import numpy as np

from sme4smartcities.matching.embedding import Embedder
from sme4smartcities.matching.vectors.means import Means, Vector, centred

OF_TERMS = "term"  # the kind of text whose means are taken away

Labels = Mapping[str, str]  # language → label


def spoken(embedder: Embedder, labels: Labels) -> list[tuple[str, str]]:
    """Give language and label of those that the model knows."""
    return [
        (language, str(label))
        for language, label in sorted(labels.items())
        if label and embedder.knows(language)
    ]


def meanings(embedder: Embedder, means: Means, terms: Mapping[int, Labels]) -> dict[int, Vector]:
    """Give one vector of length one for each term that has a label the model knows."""
    texts = [
        (number, language, label)
        for number, labels in terms.items()
        for language, label in spoken(embedder, labels)
    ]
    if not texts:
        return {}
    rows = embedder.embed_queries([label for _number, _language, label in texts])
    together: dict[int, list[Vector]] = {}
    for (number, language, _label), row in zip(texts, rows, strict=True):
        together.setdefault(number, []).append(centred(row, means.of(OF_TERMS, language)))
    return {number: _joined(np.stack(vectors)) for number, vectors in together.items()}


def _joined(vectors: np.ndarray) -> Vector:
    total: Vector = vectors.sum(axis=0)
    return centred(total, np.zeros_like(total))
