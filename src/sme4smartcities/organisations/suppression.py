"""Addresses that must never be written to or kept again, known only by a keyed hash.

The list stands in the database and, so that an older backup cannot revive anybody, in a file of
the data folder (docs/decisions/0035).
"""

import hmac
import os
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.encoding import force_bytes

CONTEXT = b"organisations.suppression:"


def normalised(address: str) -> str:
    """Give the one form of an address: case, width and surrounding space do not matter."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def digest(address: str, key: str | bytes | None = None) -> str:
    """Give what is kept of an address: HMAC-SHA-256 under the platform's key, in hex."""
    return hmac.new(
        force_bytes(key or settings.SECRET_KEY), CONTEXT + normalised(address).encode(), sha256
    ).hexdigest()


def digests(address: str) -> list[str]:
    """Give the hashes under the present key and the keys before it."""
    return [digest(address, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def ledger() -> Path:
    return Path(settings.DATA) / "suppressed.txt"


def write_down(hashes: Iterable[str]) -> None:
    """Append to the file and wait for the disk. A hash written twice does no harm."""
    path = ledger()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, "".join(f"{one}\n" for one in hashes).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def written_down() -> Iterator[str]:
    """Read the file; a line broken by a crash is left out."""
    path = ledger()
    if path.exists():
        for line in path.read_text(errors="replace").splitlines():
            if len(line) == 64 and all(char in "0123456789abcdef" for char in line):
                yield line
