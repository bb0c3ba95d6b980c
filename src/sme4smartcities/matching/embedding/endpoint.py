"""A model behind an address that speaks as OpenAI's embeddings do: POST …/embeddings."""

import http.client
import json
import urllib.request
from collections.abc import Sequence
from typing import Any
from urllib.error import URLError

import numpy as np
from django.conf import settings

from sme4smartcities.matching.embedding.port import EmbeddingFailed, Matrix, Unavailable

PATIENCE = 20  # seconds for one answer
LARGEST = 64_000_000  # bytes of one answer
AT_ONCE = 32  # texts in one request


class _NoDetours(urllib.request.HTTPRedirectHandler):
    """The key and the texts go to the address that the operator named, and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoDetours)


class Endpoint:
    """The operator names model and version; whoever changes the model behind it changes the version."""

    languages: frozenset[str] = frozenset()
    weight = 1.0
    spread = 0.1

    def __init__(self, address: str, name: str, version: str, key: str, prefixes: str) -> None:
        self.name = name
        self.version = version
        self._address = f"{address.rstrip('/')}/embeddings"
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
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._address, json.dumps(body).encode(), headers)
        try:
            with _opener.open(request, timeout=PATIENCE) as answer:
                return _read(json.loads(answer.read(LARGEST)), len(texts))
        except (URLError, OSError, http.client.HTTPException, ValueError) as error:
            raise EmbeddingFailed(f"{self._address} did not answer ({error})") from error


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
    except EmbeddingFailed as problem:
        raise Unavailable(str(problem)) from problem
