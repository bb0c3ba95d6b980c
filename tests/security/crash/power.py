"""Simulated power cuts: what SQLite wrote and synced is recorded, and anything unsynced may be gone.

After a cut each piece of 512 bytes that was written since its file's last sync survives by a
throw of the dice, alone. The rest is reopened by the SQLite that the platform itself uses.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from sme4smartcities.config import engines

SECTOR = 512
SURVIVES = 0.5


@dataclass(frozen=True)
class Write:
    file: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    file: str
    size: int


@dataclass(frozen=True)
class Sync:
    file: str


@dataclass(frozen=True)
class Delete:
    file: str


@dataclass(frozen=True)
class Acknowledged:
    number: int


Event = Write | Truncate | Sync | Delete | Acknowledged


class RecordingVFS(apsw.VFS):  # type: ignore[misc]
    """SQLite's own file layer, with a pen. ``trouble`` may raise before a write or a sync."""

    def __init__(self, name: str, trouble: Callable[[], None] = lambda: None) -> None:
        self.events: list[Event] = []
        self.called = name
        self.trouble = trouble
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: Any) -> "_File":
        return _File(self, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        self.events.append(Delete(Path(name).name))
        super().xDelete(name, syncdir)


class _File(apsw.VFSFile):  # type: ignore[misc]
    def __init__(self, vfs: RecordingVFS, name: Any, flags: Any) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._file, self._vfs, self._events = Path(path or "temporary").name, vfs, vfs.events
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._vfs.trouble()
        self._events.append(Write(self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._events.append(Truncate(self._file, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self._vfs.trouble()
        super().xSync(flags)
        self._events.append(Sync(self._file))


def pragmas(synchronous: str) -> str:
    """Give the platform's own start commands with another grade of synchronisation."""
    options: Any = engines.sqlite("x")["OPTIONS"]
    own = str(options["init_command"])
    assert "synchronous=FULL" in own and "journal_mode=WAL" in own
    return own.replace("synchronous=FULL", f"synchronous={synchronous}")


def opened(folder: Path, vfs: RecordingVFS, synchronous: str) -> apsw.Connection:
    db = apsw.Connection(str(folder / "db"), vfs=vfs.called)
    # One process: SQLite then keeps the index of its log in memory, and asks nothing of this layer.
    db.execute("PRAGMA locking_mode=EXCLUSIVE;" + pragmas(synchronous)).fetchall()
    assert db.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
    db.execute("PRAGMA wal_autocheckpoint=25").fetchall()
    db.execute("CREATE TABLE deed (number INTEGER PRIMARY KEY, text TEXT)").fetchall()
    db.execute("CREATE TABLE total (deeds INTEGER); INSERT INTO total VALUES (0)").fetchall()
    return db


def do_deed(db: apsw.Connection, number: int, rng: random.Random) -> None:
    with db:
        text = "x" * rng.choice((10, 300, 3000))
        db.execute("INSERT INTO deed VALUES (?, ?)", (number, text))
        db.execute("UPDATE total SET deeds = deeds + 1")


def record(folder: Path, synchronous: str, *, rows: int, rng: random.Random) -> list[Event]:
    """Commit ``rows`` small transactions with these settings; give all that reached the files."""
    vfs = RecordingVFS(f"recording-{rng.random()}")
    db = opened(folder, vfs, synchronous)
    for number in range(1, rows + 1):
        do_deed(db, number, rng)
        vfs.events.append(Acknowledged(number))
    events = list(vfs.events)
    db.close()
    return events


def suffer(folder: Path, *, rows: int, rng: random.Random) -> tuple[set[int], set[int], list[str]]:
    """Commit rows on a disk that is full, or fails, time and again.

    Gives the rows that were acknowledged, those that a reader finds, and what does not fit together.
    """
    trouble: list[type[Exception]] = []

    def strike() -> None:
        if trouble and rng.random() < 0.3:
            raise trouble[-1]("trouble")

    vfs = RecordingVFS(f"suffering-{rng.random()}", strike)
    db, acknowledged = opened(folder, vfs, "FULL"), set()
    for number in range(1, rows + 1):
        if number % 5 == 0:
            trouble[:] = rng.choice(([], [apsw.FullError], [apsw.IOError]))
        try:
            do_deed(db, number, rng)
            acknowledged.add(number)
        except (apsw.FullError, apsw.IOError):
            continue
    trouble.clear()
    db.close()
    reader = sqlite3.connect(folder / "db")
    torn = [row[0] for row in reader.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found = {row[0] for row in reader.execute("SELECT number FROM deed")}
    if reader.execute("SELECT deeds FROM total").fetchone() != (len(found),):
        torn.append("half a transaction")
    reader.close()
    return acknowledged, found, torn


@dataclass
class Disk:
    """What is safe on the platter, and what still floats above it."""

    safe: dict[str, bytearray] = field(default_factory=dict)
    floating: dict[str, list[Write | Truncate]] = field(default_factory=dict)

    def happen(self, event: Event) -> None:
        match event:
            case Write(file) | Truncate(file):
                self.floating.setdefault(file, []).append(event)
            case Sync(file):
                for change in self.floating.pop(file, []):
                    self._settle(change)
            case Delete(file):
                self.safe.pop(file, None)
                self.floating.pop(file, None)

    def lose_power(self, rng: random.Random) -> None:
        for changes in self.floating.values():
            for change in changes:
                for piece in _pieces(change):
                    if rng.random() < SURVIVES:
                        self._settle(piece)
        self.floating.clear()

    def _settle(self, change: Write | Truncate) -> None:
        content = self.safe.setdefault(change.file, bytearray())
        if isinstance(change, Truncate):
            del content[change.size :]
            content.extend(bytes(change.size - len(content)))
            return
        end = change.offset + len(change.data)
        content.extend(bytes(max(0, end - len(content))))
        content[change.offset : end] = change.data


def _pieces(change: Write | Truncate) -> Iterator[Write | Truncate]:
    if isinstance(change, Truncate):
        yield change
        return
    for start in range(0, len(change.data), SECTOR):
        yield Write(change.file, change.offset + start, change.data[start : start + SECTOR])


@dataclass(frozen=True)
class Cut:
    """One power cut. ``lost``: acknowledged rows that are gone; ``torn``: what does not fit together."""

    acknowledged: int
    lost: int
    torn: list[str]


def cut(events: list[Event], at: int, folder: Path, rng: random.Random) -> Cut:
    """Let the power go after ``at`` events and reopen what is left."""
    disk, acknowledged = Disk(), 0
    for event in events[:at]:
        disk.happen(event)
        if isinstance(event, Acknowledged):
            acknowledged = event.number
    disk.lose_power(rng)
    for file, content in disk.safe.items():
        (folder / file).write_bytes(content)
    return Cut(acknowledged, *_reopen(folder / "db", acknowledged))


def _reopen(path: Path, acknowledged: int) -> tuple[int, list[str]]:
    db = sqlite3.connect(path)
    try:
        torn = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        numbers = [row[0] for row in db.execute("SELECT number FROM deed ORDER BY number")]
        total = db.execute("SELECT deeds FROM total").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return acknowledged, [f"unreadable: {error}"]
    finally:
        db.close()
    if numbers != list(range(1, len(numbers) + 1)):
        torn.append("a gap")
    if total != len(numbers):
        torn.append("half a transaction")
    return max(0, acknowledged - len(numbers)), torn


def trials(folder: Path, synchronous: str, *, count: int, seed: int) -> list[Cut]:
    """Cut the power ``count`` times, ten times in each recording, at any moment once rows are written."""
    rng, cuts = random.Random(seed), []
    events: list[Event] = []
    for number in range(count):
        if number % 10 == 0:
            place = folder / f"{synchronous}-{number}"
            place.mkdir()
            events = record(place, synchronous, rows=150, rng=rng)
            first = next(i for i, e in enumerate(events) if isinstance(e, Acknowledged))
        place = folder / f"{synchronous}-{number}-cut"
        place.mkdir()
        cuts.append(cut(events, rng.randrange(first + 1, len(events) + 1), place, rng))
    return cuts
