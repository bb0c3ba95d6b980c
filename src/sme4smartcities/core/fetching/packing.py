"""How a body is unpacked: not at all or by gzip, once, in pieces of bounded size."""

import zlib
from collections.abc import Iterator
from typing import Protocol

from sme4smartcities.core.fetching.answers import Reason, Stop

PIECE = 64 * 1024
GZIP = 16 + zlib.MAX_WBITS


class Unpacker(Protocol):
    @property
    def is_whole(self) -> bool: ...

    def feed(self, data: bytes) -> Iterator[bytes]: ...


class Plain:
    is_whole = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data


class Gzip:
    """One packed body, of as many members as it likes; what is no member at its end is left."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(GZIP)
        self._begun = False
        self._over = False

    @property
    def is_whole(self) -> bool:
        return self._over or not self._begun or self._inner.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data and not self._over:
            if self._inner.eof:
                self._inner = zlib.decompressobj(GZIP)
                self._over = data[:1] != b"\x1f"
                continue
            self._begun = True
            try:
                part = self._inner.decompress(data, PIECE)
            except zlib.error as error:
                raise Stop(Reason.GARBLED, f"gzip: {error}"[:200]) from error
            data = self._inner.unconsumed_tail or self._inner.unused_data
            yield part


def unpacker(encoding: str) -> Unpacker:
    """Give what unpacks an answer of this Content-Encoding. Raises Stop."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return Plain()
    if name in ("gzip", "x-gzip"):
        return Gzip()
    raise Stop(Reason.ENCODING, name[:40])
