"""A model behind an address that speaks as OpenAI's embeddings do: POST …/embeddings."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.conf import settings

from sme4smartcities.core.fetching import Door, Failed, Limits, origin
from sme4smartcities.matching.embedding.port import EmbeddingFailed, Matrix, Unavailable

LIMITS = Limits(seconds=20, raw=64_000_000, decoded=64_000_000)  # of one answer
AT_ONCE = 32  # texts in one request


class Endpoint:
    """The operator names model and version; whoever changes the model behind it changes the version."""

    languages: frozenset[str] = frozenset()
    weight = 1.0
    spread = 0.1

    def __init__(self, address: str, name: str, version: str, key: str, prefixes: str) -> None:
        self.name = name
        self.version = version
        self._address = f"{address.rstrip('/')}/embeddings"
        # The operator named it: it may lie on this machine. Key and texts go there and no further.
        self._door = Door(named=frozenset({origin(address)}), takes_turns=False)
        self._key = key
        self._query, _, self._passage = prefixes.partition("|")
        self.dim = len(self._ask(["a"])[0])

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        return self._rows([f"{self._passage}{text}" for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        return self._rows([f"{self._query}{text}" for text in texts])

    def _rows(self, texts: Sequence[str]) -> Matrix:
        batches = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
        rows = [row for batch in batches for row in self._ask(batch)]
        try:
            return np.array(rows, dtype=np.float32).reshape(len(texts), self.dim)
        except ValueError as error:
            raise EmbeddingFailed(f"{self._address} gave vectors of another size") from error

    def _ask(self, texts: Sequence[str]) -> list[list[float]]:
        body = {"model": self.name, "input": list(texts), "encoding_format": "float"}
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        answer = self._door.post(
            self._address,
            json.dumps(body).encode(),
            media_type="application/json",
            headers=headers,
            limits=LIMITS,
        )
        if isinstance(answer, Failed):
            said = f"{answer.reason}, {answer.detail}"
            raise EmbeddingFailed(f"{self._address} did not answer ({said})")
        try:
            return _read(json.loads(answer.body), len(texts))
        except ValueError as error:
            raise EmbeddingFailed(f"{self._address} gave no vectors ({error})") from error


def _read(answer: Any, texts: int) -> list[list[float]]:
    """Take the vectors out of an answer, in the order asked. Raises ValueError on anything else."""
    try:
        rows = sorted(answer["data"], key=lambda row: int(row["index"]))
        vectors = [[float(number) for number in row["embedding"]] for row in rows]
    except (KeyError, TypeError) as error:
        raise ValueError("no vectors in it") from error
    if len(vectors) != texts or not all(vectors):
        raise ValueError("not one vector for each text")
    return vectors


def backend(address: str) -> Endpoint:
    """Give the model at an address. Raises Unavailable when it does not answer now."""
    if not settings.EMBEDDINGS_MODEL:
        raise Unavailable("SME4SC_EMBEDDINGS names an address: SME4SC_EMBEDDINGS_MODEL is missing")
    try:
        return Endpoint(
            address,
            settings.EMBEDDINGS_MODEL,
            settings.EMBEDDINGS_VERSION,
            settings.EMBEDDINGS_KEY,
            settings.EMBEDDINGS_PREFIXES,
        )
    except (EmbeddingFailed, ValueError) as problem:  # no answer, or no address
        raise Unavailable(str(problem)) from problem
