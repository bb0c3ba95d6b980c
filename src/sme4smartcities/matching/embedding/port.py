"""What a backend is, and what every text goes through before a model sees it."""

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

LONGEST = 2_000  # characters of one text; what follows changes its meaning little
# NUL ends a text for a C engine; the others change how a text is shown, not what it says.
_unseen = re.compile("[\0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class Unavailable(Exception):
    """A backend cannot be used here; the message says why, to the operator."""


class EmbeddingFailed(Exception):
    """A backend that can be used gave no answer this time: worth another try later."""


class Backend(Protocol):
    """A model of meaning. Texts come cleaned and never empty; rows come in any length of vector."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def dim(self) -> int: ...

    @property
    def languages(self) -> frozenset[str]:
        """The languages it was made for; none named: every one."""

    @property
    def weight(self) -> float:
        """How much it counts beside other models that know both languages."""

    @property
    def spread(self) -> float:
        """How far the cosines of texts that have nothing in common lie apart (standard deviation),
        once the means of their languages are taken away."""

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Give one row for each text that is to be found."""

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Give one row for each text that asks."""


def cleaned(text: str) -> str:
    """Give what a model may read of a text: no NUL, no invisible signs, one space between words."""
    return " ".join(_unseen.sub("", text).split())[:LONGEST]


class Embedder:
    """A backend whose answers were looked at: right shape, finite, of unit length."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.name = backend.name
        self.version = backend.version
        self.dim = backend.dim
        self.languages = backend.languages
        self.weight = backend.weight
        self.spread = backend.spread

    def knows(self, language: str) -> bool:
        """Say whether a text of this language may be asked about; unknown ones are tried."""
        return not self.languages or not language or language in self.languages

    @property
    def model(self) -> str:
        """Name and version: vectors of different models are never compared."""
        return f"{self.name} {self.version}"

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        return self._checked(self._backend.embed_passages(self._texts(texts)), len(texts))

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        return self._checked(self._backend.embed_queries(self._texts(texts)), len(texts))

    def _texts(self, texts: Sequence[str]) -> list[str]:
        """Clean them; an empty one becomes a dash, so that rows stay beside their texts."""
        return [cleaned(text) or "-" for text in texts]

    def _checked(self, rows: Matrix, texts: int) -> Matrix:
        found = np.asarray(rows, dtype=np.float32)
        if found.shape != (texts, self.dim):
            raise EmbeddingFailed(f"{self.model} gave {found.shape}, not {(texts, self.dim)}")
        return self.unit(found)

    def unit(self, rows: Matrix) -> Matrix:
        """Stretch rows to length one. Raises EmbeddingFailed on one that has none."""
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or (lengths == 0).any():
            raise EmbeddingFailed(f"{self.model} gave a vector without length")
        found: Matrix = rows / lengths
        return found
