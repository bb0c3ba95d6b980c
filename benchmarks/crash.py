"""Kill the house at random and cut its power, many times; say what was lost, doubled or damaged.

python -m benchmarks crash [--kills 200] [--cuts 200] [--json FILE]

``--kills``: of web processes, and as many of workers, for each engine: SQLite, and PostgreSQL with
both engines of background work when SME4SC_DATABASE_URL names a server or one is installed here.
"""

import argparse
import json
import os
import platform
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import apsw

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


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench crash")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--full", action="store_true", help="the same; asked by ./bench full")
    asked = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the houses end with their contexts
    told: dict[str, Any] = {
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, recorded by {apsw.sqlite_lib_version()}",
        "SQLite": kills("SQLite", asked.kills),
        "power": {grade: cuts(grade, asked.cuts) for grade in ("FULL", "NORMAL")},
        "disks": failing_disks(asked.cuts // 4),
    }
    with ExitStack() as stack:
        for jobs, url in databases(stack):
            name = f"PostgreSQL, engine {jobs}"
            told[name] = kills(name, asked.kills, url=url, jobs=jobs)
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=1))
    safe, control = told["power"]["FULL"], told["power"]["NORMAL"]
    sound = not any(part.get("faults") for part in told.values() if isinstance(part, dict))
    kept = safe["rows lost"] == 0 == safe["cuts that tore the file"] and control["rows lost"] > 0
    whole = told["disks"]["rows lost"] == 0 == told["disks"]["torn"]
    return 0 if sound and kept and whole else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
