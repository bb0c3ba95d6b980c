"""What it costs to ask many sources through the guarded door, and what bad ones do to the others.

Processor time of cold and of conditional questions stands beside the same questions by the bare
library: http.client and gzip, without any rule. Then three hosts that never answer are asked before
all others, as new ones are; then many bad ones of every kind, known to be bad. The time until all
good ones have come stands beside that without the bad ones. Every connection is counted that went
to another address than that of the sources.
"""

import gzip
import http.client
import resource
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks._report import Figure, Report, parser
from benchmarks._server import _started, free_port
from benchmarks._sources import KINDS

PUBLIC = "93.184.216.34"
COLD, WARM = 4, 4  # × the bare library
WORK = 60  # seconds of processor time for a thousand sources
DELAY = 1.3
MEGABYTES = 150
LONGEST = 11  # seconds for one source: its ten, and a moment to notice


class Internet:
    """Takes the server of sources for the whole internet; remembers who was connected to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.addresses: list[str] = []
        self.took: list[float] = []  # seconds of each visit

    def look_up(self, host: str, port: int, seconds: float) -> list[str]:
        return [PUBLIC]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.addresses.append(address)
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def door(self) -> Any:
        from sme4smartcities.core.fetching import Door  # noqa: PLC0415 (after the settings)

        took = self.took

        class Timed(Door):
            def get(self, url: str, **how: Any) -> Any:
                started = time.perf_counter()
                answer = super().get(url, **how)
                took.append(time.perf_counter() - started)
                return answer

        return Timed(look_up=self.look_up, connect=self.connect)

    def bare(self, host: str, headers: dict[str, str]) -> bytes:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request("GET", "/feed", headers={"Host": host, "Accept-Encoding": "gzip", **headers})
        answer = line.getresponse()
        body = answer.read()
        line.close()
        return gzip.decompress(body) if body else body


def url(host: str) -> str:
    return f"http://{host}/feed"


def seconds(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def costs(internet: Internet, hosts: Sequence[str], rounds: int) -> list[Figure]:
    """Compare cold and conditional questions with the bare ones, in turns."""
    from sme4smartcities.core.fetching import (  # noqa: PLC0415
        Fetched,
        Unchanged,
        Wanted,
        gather,
    )

    found: dict[str, Any] = {}

    def cold() -> None:
        rows = list(gather([Wanted(url=url(host)) for host in hosts], internet.door()))
        assert all(isinstance(answer, Fetched) for _, answer in rows), rows
        found.update((one.url, answer.validators) for one, answer in rows)

    def warm() -> None:
        wanted = [Wanted(url=url(host), kept=found[url(host)]) for host in hosts]
        rows = list(gather(wanted, internet.door()))
        assert all(isinstance(answer, Unchanged) for _, answer in rows), rows

    def bare_cold() -> None:
        assert all(len(internet.bare(host, {})) > 1000 for host in hosts)

    def bare_warm() -> None:
        assert not any(internet.bare(host, {"If-None-Match": f'"{host}"'}) for host in hosts)

    acts = (cold, bare_cold, warm, bare_warm)
    for act in acts:
        act()
    internet.addresses.clear()
    timed = [[seconds(act) for act in acts] for _ in range(rounds)]
    started = time.perf_counter()
    cold()
    between = time.perf_counter()
    warm()
    walls = (between - started, time.perf_counter() - between)
    medians = [statistics.median(column) for column in zip(*timed, strict=True)]
    return [
        *(
            Figure(
                what=what,
                measured=round(medians[place] / medians[place + 1], 2),
                unit="× the bare library",
                at_most=limit,
                details={
                    "ms_a_source": round(1000 * medians[place] / len(hosts), 2),
                    "a_second": round(len(hosts) / wall),
                },
            )
            for what, place, limit, wall in (
                ("a source, cold", 0, COLD, walls[0]),
                ("a source, unchanged", 2, WARM, walls[1]),
            )
        ),
        Figure(
            what="processor time for a thousand, cold",
            measured=round(1000 * medians[0] / len(hosts), 1),
            unit="s",
            at_most=WORK,
        ),
        Figure(
            what="questions to an unchanged source",
            measured=len(internet.addresses) / len(hosts) / (2 * rounds + 2),
            at_most=1,
        ),
    ]


def until_all_have_come(internet: Internet, good: Sequence[str], bad: Sequence[Any]) -> float:
    """Ask good and bad together; give the seconds until the last good one came."""
    from sme4smartcities.core.fetching import Fetched, Wanted, gather  # noqa: PLC0415

    internet.took.clear()
    wanted = [*bad, *(Wanted(url=url(host)) for host in good)]
    started, came = time.perf_counter(), []
    for _one, answer in gather(wanted, internet.door()):
        if isinstance(answer, Fetched):
            came.append(time.perf_counter() - started)
    assert len(came) == len(good)
    return max(came)


def delays(
    internet: Internet, good: Sequence[str], hosts: Sequence[str], failures: int, what: str
) -> list[Figure]:
    """Compare with the same good ones alone, before and after: the slower, for a busy machine."""
    from sme4smartcities.core.fetching import Wanted  # noqa: PLC0415

    bad = [Wanted(url=url(host), failures=failures) for host in hosts]
    before = until_all_have_come(internet, good, [])
    beside = until_all_have_come(internet, good, bad)
    longest = max(internet.took)
    alone = max(before, until_all_have_come(internet, good, []))
    return [
        Figure(
            what=f"good ones beside {what}",
            measured=round(beside / alone, 2),
            unit="× alone",
            at_most=DELAY,
            details={"bad": len(bad), "alone_s": round(alone, 1)},
        ),
        Figure(
            what=f"the slowest of {what}", measured=round(longest, 2), unit="s", at_most=LONGEST
        ),
    ]


def main(argv: list[str]) -> int:
    options = parser("fetching", __doc__)
    options.add_argument("--sources", type=int, default=0, help="how many (300; --full 1,000)")
    options.add_argument("--rounds", type=int, default=3, help="of each question (3)")
    asked = options.parse_args(argv)
    number = asked.sources or (1000 if asked.full else 300)
    good = [f"good-{n}.example" for n in range(number)]
    report = Report(
        name="fetching",
        against="http.client and gzip alone, on the same bytes from the same server",
        rows=f"{number} sources of 20 kB on this machine; {len(KINDS)} kinds of bad ones",
        how=f"processor time of this process, medians of {asked.rounds} rounds in turns",
    )
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data.open_house(Path(folder))
        with _started(["benchmarks._sources", str(port)], {}, port):
            internet, before = Internet(port), megabytes()
            report.figures += costs(internet, good, asked.rounds)
            silent = [f"silent-{n}.example" for n in range(3)]
            report.figures += delays(internet, good, silent, 0, "three that are silent")
            every = [f"{kind}-{n}.example" for kind in KINDS for n in range(3)]
            report.figures += delays(internet, good, every, 1, "every kind of bad")
            report.figures.append(
                Figure(
                    what="connections to other addresses",
                    measured=sum(address != PUBLIC for address in internet.addresses),
                    at_most=0,
                )
            )
            report.figures.append(
                Figure(
                    what="most memory",
                    measured=megabytes(),
                    unit="MB",
                    at_most=MEGABYTES,
                    details={"before": before},
                )
            )
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
