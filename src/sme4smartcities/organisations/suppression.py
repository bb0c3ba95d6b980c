"""Addresses that must never be written to or kept again, known only by a keyed hash.

The list stands in the database and, so that an older backup cannot revive anybody, in a file of
the data folder. Its keys stand beside that file and are theirs alone: the platform's secret key
may be changed without the list losing its meaning (docs/decisions/0035).
"""

import contextlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

CONTEXT = b"organisations.suppression:"
HEX = frozenset("0123456789abcdef")


def normalised(address: str) -> str:
    """Give the one form of an address: case, width and surrounding space do not matter."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def key_file() -> Path:
    return Path(settings.DATA) / "suppression.key"


def keys() -> Sequence[str]:
    """Give the list's keys: new hashes are made with the first, and all are tried.

    The operator names them where several machines share no data folder; else they stand in a file.
    """
    if settings.SUPPRESSION_KEYS:
        return tuple(settings.SUPPRESSION_KEYS)
    path = key_file()
    if not path.exists():
        _make(path)
    return _read(path, path.stat().st_mtime_ns)


def take_keys(others: Iterable[str]) -> list[str]:
    """Keep keys that come with a backup beside our own; give those that the operator must add."""
    new = [key for key in others if key not in keys()]
    if new and not settings.SUPPRESSION_KEYS:
        _append(key_file(), new)
        return []
    return new


def key_name(key: str) -> str:
    """Give what names a key in front of its hashes and tells nothing of it."""
    return sha256(CONTEXT + key.encode()).hexdigest()[:8]


def digest(address: str, key: str = "") -> str:
    """Give what is kept of an address: the key's name and HMAC-SHA-256 under it, in hex."""
    key = key or keys()[0]
    word = hmac.new(key.encode(), CONTEXT + normalised(address).encode(), sha256).hexdigest()
    return f"{key_name(key)}:{word}"


def digests(address: str) -> list[str]:
    """Give the hashes under every key of the list."""
    return [digest(address, key) for key in keys()]


def is_readable(hashed: str) -> bool:
    """Say whether the key of this hash is here, without which it keeps nobody away."""
    return hashed.partition(":")[0] in map(key_name, keys())


def ledger() -> Path:
    return Path(settings.DATA) / "suppressed.txt"


def write_down(hashes: Iterable[str]) -> None:
    """Append to the file and wait for the disk. A hash written twice does no harm."""
    _append(ledger(), hashes)


def written_down() -> Iterator[str]:
    """Read the file; a line broken by a crash is left out."""
    path = ledger()
    if path.exists():
        for line in path.read_text(errors="replace").splitlines():
            name, _colon, word = line.partition(":")
            if len(name) == 8 and len(word) == 64 and HEX.issuperset(name + word):
                yield line


def _append(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, "".join(f"{line}\n" for line in lines).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _make(path: Path) -> None:
    """Make the first key. Of two processes that do so at once, both use the one that was first."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    _append(fresh, [secrets.token_urlsafe(48)])
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


@lru_cache(maxsize=4)
def _read(path: Path, written: int) -> Sequence[str]:
    return tuple(line.strip() for line in path.read_text().splitlines() if line.strip())
