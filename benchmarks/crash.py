"""Kill the house at random and cut its power, many times; say what was lost, doubled or damaged.

``--kills``: of web processes, and as many of workers, for each engine: SQLite, and PostgreSQL with
both engines of background work when SME4SC_DATABASE_URL names a server or one is installed here.
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks._report import Figure, Report, parser
from tests import postgresql
from tests.security.crash.house import House, shake
from tests.security.crash.power import Cut, suffer, trials
from tests.security.crash.verdict import judge


def kills(name: str, count: int, *, url: str = "", jobs: str = "database") -> dict[str, Any]:
    print(f"\n{name}: {count} kills of web processes and {count} of workers", flush=True)
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        House(Path(folder), database_url=url, jobs=jobs) as house,
    ):
        shake(house, kills=count)
        verdict = judge(house)
    for figure, value in verdict.figures.items():
        print(f"  {value:>8} {figure}")
    print(f"  {len(verdict.faults):>8} faults", *verdict.faults[:20], sep="\n    ", flush=True)
    seconds = round(time.monotonic() - started)
    return {"figures": verdict.figures, "faults": verdict.faults, "seconds": seconds}


def cuts(synchronous: str, count: int) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        done: list[Cut] = trials(Path(folder), synchronous, count=count, seed=19)
    told = {
        "power cuts": len(done),
        "rows acknowledged": sum(cut.acknowledged for cut in done),
        "rows lost": sum(cut.lost for cut in done),
        "cuts that lost rows": sum(cut.lost > 0 for cut in done),
        "cuts that tore the file": sum(bool(cut.torn) for cut in done),
    }
    print(
        f"\nsynchronous={synchronous}",
        *(f"  {v:>8} {k}" for k, v in told.items()),
        sep="\n",
        flush=True,
    )
    return told


def failing_disks(count: int) -> dict[str, int]:
    """Let writes and syncs fail again and again (disk full, input/output error)."""
    told = {"disks": count, "rows asked": 150 * count, "rows refused": 0, "rows lost": 0, "torn": 0}
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            kept, found, torn = suffer(Path(folder), rows=150, rng=random.Random(seed))
        told["rows refused"] += 150 - len(kept)
        told["rows lost"] += len(kept - found)
        told["torn"] += bool(torn)
    print(
        "\nfull and failing disks",
        *(f"  {v:>8} {k}" for k, v in told.items()),
        sep="\n",
        flush=True,
    )
    return told


def databases(stack: ExitStack) -> Iterator[tuple[str, str]]:
    """Give an address of an empty database for each engine of background work on PostgreSQL."""
    url = os.environ.get("SME4SC_DATABASE_URL", "")
    if not url and postgresql.available():
        url = stack.enter_context(postgresql.server(durable=True))
    if not url:
        return
    import psycopg  # noqa: PLC0415 (an extra; SQLite needs none)

    server = stack.enter_context(psycopg.connect(url, autocommit=True))
    for jobs in ("database", "procrastinate"):
        name = f"crash_{jobs}"
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        yield jobs, urlsplit(url)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def of_kills(name: str, told: dict[str, Any]) -> Iterator[Figure]:
    yield Figure(
        what=f"{name}: faults",
        measured=len(told["faults"]),
        at_most=0,
        details={**told["figures"], "seconds": told["seconds"]},
    )


def of_power(safe: dict[str, int], control: dict[str, int], disks: dict[str, int]) -> list[Figure]:
    return [
        Figure(what="FULL: rows lost", measured=safe["rows lost"], at_most=0, details=safe),
        Figure(what="FULL: torn files", measured=safe["cuts that tore the file"], at_most=0),
        Figure(
            what="NORMAL, the control: rows lost",
            measured=control["rows lost"],
            at_least=1,
            details=control,
        ),
        Figure(
            what="failing disks: rows lost", measured=disks["rows lost"], at_most=0, details=disks
        ),
        Figure(what="failing disks: torn files", measured=disks["torn"], at_most=0),
    ]


def main(argv: list[str]) -> int:
    options = parser("crash", __doc__)
    options.add_argument("--kills", type=int, default=0, help="20, or 200 in the exhaustive form")
    options.add_argument("--cuts", type=int, default=0, help="40, or 200 in the exhaustive form")
    asked = options.parse_args(argv)
    kills_, cuts_ = (
        asked.kills or (200 if asked.full else 20),
        asked.cuts or (200 if asked.full else 40),
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the houses end with their contexts
    report = Report(
        name="crash",
        against="what was acknowledged before each kill or cut; NORMAL is the control that must lose",
        rows="rows that readers and jobs write while the house is killed",
        how=f"{kills_} kills of web and as many of workers per engine, {cuts_} power cuts per grade",
        figures=[*of_kills("SQLite", kills("SQLite", kills_))],
    )
    report.figures += of_power(
        cuts("FULL", cuts_), cuts("NORMAL", cuts_), failing_disks(max(1, cuts_ // 4))
    )
    with ExitStack() as stack:
        for jobs, url in databases(stack):
            name = f"PostgreSQL, engine {jobs}"
            report.figures += of_kills(name, kills(name, kills_, url=url, jobs=jobs))
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
