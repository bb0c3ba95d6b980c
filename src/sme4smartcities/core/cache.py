"""A cache that all processes of one machine share: a disposable SQLite file, never synced to disk.

Losing it loses nothing but counts and copies. A damaged file is thrown away and begun anew. What
has not expired is never evicted, so nobody frees himself of a limit by filling the cache.
"""

import fcntl
import hashlib
import os
import pickle
import random
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

BUSY = 2000  # milliseconds to wait for another writer
PURGE_ONE_IN = 200  # writes
DAMAGED = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
)
SCHEMA = """
    CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, value, expires REAL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS entry_expires ON entry (expires);
"""
PUT = """
    INSERT INTO entry VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
LARGEST = 2**63 - 1

_of_parents: list[sqlite3.Connection] = []  # never closed by a child: the file is the parent's


class SqliteCache(BaseCache):
    """Django's cache interface; ``add`` and ``incr`` are atomic across processes."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._path = Path(location)
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] = (0, 0)  # process, inode

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        rows = self._run(
            "SELECT value FROM entry WHERE key = ? AND expires > ?",
            (self._digest(key, version), time.time()),
        )
        return _loaded(rows[0][0]) if rows else default

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        names = {self._digest(key, version): key for key in keys}
        marks = ",".join("?" * len(names))
        rows = self._run(
            f"SELECT key, value FROM entry WHERE key IN ({marks}) AND expires > ?",
            (*names, time.time()),
        )
        return {names[key]: _loaded(value) for key, value in rows}

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._run(PUT, (self._digest(key, version), _stored(value), self._end(timeout)))
        self._purge_sometimes()

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        row = (self._digest(key, version), _stored(value), self._end(timeout), time.time())
        self._purge_sometimes()
        return bool(self._run(f"{PUT} WHERE entry.expires <= ? RETURNING 1", row))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        rows = self._run(
            "UPDATE entry SET value = value + ? WHERE key = ? AND expires > ?"
            " AND typeof(value) = 'integer' RETURNING value",
            (delta, self._digest(key, version), time.time()),
        )
        if not rows:
            raise ValueError(f"Key {key!r} holds no number")
        return int(rows[0][0])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        row = (self._end(timeout), self._digest(key, version), time.time())
        sql = "UPDATE entry SET expires = ? WHERE key = ? AND expires > ? RETURNING 1"
        return bool(self._run(sql, row))

    def delete(self, key: str, version: int | None = None) -> bool:
        row = (self._digest(key, version), time.time())
        return bool(self._run("DELETE FROM entry WHERE key = ? AND expires > ? RETURNING 1", row))

    def clear(self) -> None:
        self._run("DELETE FROM entry", ())

    def purge(self) -> None:
        """Delete what has expired."""
        self._run("DELETE FROM entry WHERE expires <= ?", (time.time(),))

    def _purge_sometimes(self) -> None:
        if random.randrange(PURGE_ONE_IN) == 0:
            self.purge()

    def _end(self, timeout: Any) -> float:
        end = self.get_backend_timeout(timeout)
        return float("inf") if end is None else end

    def _digest(self, key: str, version: int | None) -> bytes:
        """Keys may hold addresses of people and machines: the file keeps only their digests."""
        full = self.make_and_validate_key(key, version=version)
        return hashlib.blake2b(full.encode(), digest_size=20).digest()

    def _run(self, sql: str, row: tuple[Any, ...]) -> list[Any]:
        with self._lock:
            try:
                return self._open().execute(sql, row).fetchall()
            except sqlite3.DatabaseError as error:
                code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
                if code not in DAMAGED:
                    raise
                self._begin_anew()
                return self._open().execute(sql, row).fetchall()

    def _open(self) -> sqlite3.Connection:
        """Give the connection to the file that stands there now, whoever put it there."""
        if self._connection is not None:
            if self._opened == (os.getpid(), _inode(self._path)):
                return self._connection
            self._let_go()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        with _alone(self._path):
            self._connection = self._fresh()
            self._opened = (os.getpid(), _inode(self._path))
        return self._connection

    def _fresh(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=BUSY / 1000
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -512")
        connection.executescript(SCHEMA)
        return connection

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if self._opened[0] != os.getpid():
            _of_parents.append(connection)
            return
        with suppress(sqlite3.Error):
            connection.close()

    def _begin_anew(self) -> None:
        """Throw the damaged file away, unless another process already did."""
        inode = self._opened[1]
        self._let_go()
        with _alone(self._path):
            if inode in (0, _inode(self._path)):
                for suffix in ("", "-wal", "-shm"):
                    Path(f"{self._path}{suffix}").unlink(missing_ok=True)


class _alone:
    """Hold the right to create or throw away the file."""

    def __init__(self, path: Path) -> None:
        self._path = Path(f"{path}.lock")

    def __enter__(self) -> None:
        self._file = open(self._path, "a")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return -1


def _stored(value: Any) -> Any:
    if type(value) is int and abs(value) <= LARGEST:
        return value
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _loaded(value: Any) -> Any:
    return pickle.loads(value) if isinstance(value, bytes) else value
