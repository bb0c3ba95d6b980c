"""What a resting worker costs, how soon it wakes, and how soon a killed one's job is taken over.

Its processor time stands beside that of a bare loop of Python that asks the same file five times a
second whether it has changed, both over the same time; waking is told in the glances that a resting
worker takes (0.2 s), from a request to the mail that is two reactions away; the taking over in terms
of the lease that a silent worker still holds.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._report import Figure, Report, parser
from benchmarks._server import cpu_of
from tests.security.crash.house import CLIENTS, House

GLANCE, LEASE = 0.2, 6.0  # seconds: core/jobs/lanes.py, core/jobs/engine.py
PATIENCE = 120
COSTS, WAKES, TAKES_OVER = 40, 2.5, 2  # at most
BARE = """
import sqlite3, sys, time
asked = sqlite3.connect(sys.argv[1])
print("ready", flush=True)
while True:
    asked.execute("PRAGMA data_version").fetchone()
    time.sleep(float(sys.argv[2]))
"""


def until(arrived: Callable[[], bool]) -> float:
    started = time.monotonic()
    while not arrived():
        if time.monotonic() - started > PATIENCE:
            raise RuntimeError("the worker did not do its work")
        time.sleep(0.002)
    return time.monotonic() - started


def mails(house: House, number: int) -> int:
    return sum(taken.to == f"deed-{number}@example.org" for taken in house.sink.taken)


def resting(house: House, seconds: float) -> Figure:
    """Compare the worker with the bare loop, over the same seconds."""
    command = [sys.executable, "-c", BARE, str(house.folder / "platform.sqlite3"), str(GLANCE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as bare:
        assert bare.stdout
        bare.stdout.readline()
        pids = (house.workers[0], bare.pid)
        before = [cpu_of([pid]) for pid in pids]
        time.sleep(seconds)
        ours, theirs = (cpu_of([pid]) - was for pid, was in zip(pids, before, strict=True))
        bare.kill()
    return Figure(
        what="a resting worker",
        measured=round(ours / theirs, 1),
        unit="× the bare loop",
        at_most=COSTS,
        details={"ms_a_second": round(1000 * ours / seconds, 2), "seconds": seconds},
    )


def waking(house: House, times: int) -> Figure:
    waits = []
    for number in range(CLIENTS, CLIENTS * (times + 1), CLIENTS):
        time.sleep(0.3 + number % 7 / 40)  # it rests, and the glance is at another place each time
        assert house.do_deed(number, "series-0")
        waits.append(until(lambda number=number: mails(house, number) > 0))  # type: ignore[misc]
    return Figure(
        what="from the request to the mail",
        measured=round(statistics.median(waits) / GLANCE, 2),
        unit="glances",
        at_most=WAKES,
        details={"slowest": round(max(waits) / GLANCE, 2), "times": times},
    )


def taking_over(house: House) -> Figure:
    number = 100_000 * CLIENTS
    house.sink.stall = lambda: 1.0
    assert house.do_deed(number, "series-0")
    until(lambda: mails(house, number) > 0)
    house.kill_a_worker()
    house.sink.stall = lambda: 0.0
    waited = until(lambda: mails(house, number) > 1)
    return Figure(
        what="a killed worker's job is taken over after",
        measured=round(waited / LEASE, 2),
        unit="leases",
        at_most=TAKES_OVER,
    )


def main(argv: list[str]) -> int:
    options = parser("worker", __doc__)
    options.add_argument("--seconds", type=float, default=20, help="of rest")
    options.add_argument("--times", type=int, default=30, help="the worker is woken")
    asked = options.parse_args(argv)
    report = Report(
        name="worker",
        against="a bare loop of Python that asks whether the file has changed; glances; leases",
        rows="a web server, one worker and a mail server on SQLite",
        how=f"one rest of {asked.seconds:g} s; the median of {asked.times} awakenings; one kill",
    )
    with tempfile.TemporaryDirectory() as folder, House(Path(folder), workers=1) as house:
        house.wait_until_open()
        house.command("tell")  # returns when all is done
        report.figures += [
            resting(house, asked.seconds),
            waking(house, asked.times),
            taking_over(house),
        ]
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
