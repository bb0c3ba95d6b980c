"""The numbers by which a process learns that what it keeps has changed.

A page asks for the version of the data anyway; what features name in their manifests as ``kept`` is
told in the same breath, so that nobody asks for it again.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

Numbers = Mapping[str, int | None]
NONE: Numbers = {}

_told: ContextVar[Numbers] = ContextVar("told_with_the_version", default=NONE)


def told(slug: str) -> int | None:
    """Give the number that was told with the page; None where it must be asked for."""
    return _told.get().get(slug)


def forget() -> None:
    """Believe what was told no more, since something was changed."""
    _told.set(NONE)


@contextmanager
def telling(numbers: Numbers) -> Iterator[None]:
    token = _told.set(numbers)
    try:
        yield
    finally:
        _told.reset(token)
