"""Many addresses at once: each host by one thread, so that a slow one holds up its own alone."""

import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sme4smartcities.core.fetching.answers import Answer, Stop, Validators
from sme4smartcities.core.fetching.door import Door
from sme4smartcities.core.fetching.targets import read
from sme4smartcities.core.fetching.turns import AT_ONCE

AT_WORK = AT_ONCE - 2  # so that whoever looks at a new source meanwhile finds a place


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One address to fetch; ``whose`` comes back with its answer.

    ``failures``: in a row until now. What failed is asked last, so that it keeps nobody waiting.
    """

    url: str
    whose: Any = None
    kept: Validators | None = None
    accept: str = "*/*"
    mind_robots: bool = False
    failures: int = 0


Found = tuple[Wanted, Answer]


def gather(wanted: Iterable[Wanted], door: Door, at_once: int = AT_WORK) -> Iterator[Found]:
    """Fetch all, and give each answer as it comes. Answers wait in twos, not all in memory.

    The threads touch no database; what is to be kept, the caller keeps between two answers.
    """
    rows: queue.SimpleQueue[list[Wanted]] = queue.SimpleQueue()
    hosts = _by_host(wanted)
    for row in hosts:
        rows.put(row)
    found: queue.Queue[Found | BaseException | None] = queue.Queue(maxsize=2)
    stop = threading.Event()
    crew = [
        threading.Thread(target=_work, args=(rows, door, found, stop), name="gather", daemon=True)
        for _ in range(min(at_once, len(hosts)))
    ]
    for thread in crew:
        thread.start()
    try:
        yield from _results(found, len(crew))
    finally:
        stop.set()
        while waiting := [thread for thread in crew if thread.is_alive()]:
            _drain(found)
            waiting[0].join(timeout=0.01)


def _results(found: "queue.Queue[Found | BaseException | None]", working: int) -> Iterator[Found]:
    while working:
        one = found.get()
        if one is None:
            working -= 1
        elif isinstance(one, BaseException):
            raise one
        else:
            yield one


def _by_host(wanted: Iterable[Wanted]) -> list[list[Wanted]]:
    rows: dict[str, list[Wanted]] = {}
    for one in sorted(wanted, key=lambda one: one.failures > 0):
        try:
            host = read(one.url).origin.host
        except Stop:
            host = ""  # answered without asking anybody
        rows.setdefault(host, []).append(one)
    return list(rows.values())


def _work(
    rows: "queue.SimpleQueue[list[Wanted]]",
    door: Door,
    found: "queue.Queue[Found | BaseException | None]",
    stop: threading.Event,
) -> None:
    try:
        while not stop.is_set():
            for one in rows.get_nowait():
                if stop.is_set():
                    return
                found.put((one, _fetch(one, door)))
    except queue.Empty:
        pass
    except BaseException as fault:
        found.put(fault)
    finally:
        found.put(None)


def _fetch(one: Wanted, door: Door) -> Answer:
    return door.get(one.url, kept=one.kept, accept=one.accept, mind_robots=one.mind_robots)


def _drain(found: "queue.Queue[Found | BaseException | None]") -> None:
    try:
        while True:
            found.get_nowait()
    except queue.Empty:
        pass
