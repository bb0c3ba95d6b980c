"""How a text is read by a model: its title by itself and the whole, half each.

Both sides of a match are alike, so both are read as the model reads a question (measured in
docs/decisions/0060): a short label says more by itself than at the head of a list.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sme4smartcities.matching.embedding.port import Embedder, Matrix


class Passage(NamedTuple):
    """A text with its title, in one language; "" where nobody knows which."""

    language: str
    title: str
    body: str = ""

    @property
    def whole(self) -> str:
        return f"{self.title}: {self.body}" if self.body and self.title else self.title + self.body


def read(embedder: Embedder, passages: Sequence[Passage]) -> Matrix:
    """Give one vector of length one for each passage."""
    texts = list(
        dict.fromkeys(text for one in passages for text in (one.title or one.whole, one.whole))
    )
    rows = embedder.embed_queries(texts)
    place = {text: number for number, text in enumerate(texts)}
    titles = rows[[place[one.title or one.whole] for one in passages]]
    return embedder.unit(titles + rows[[place[one.whole] for one in passages]])
