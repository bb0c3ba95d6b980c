"""How soon a published challenge stands on the desks it fits, and what matching costs those who write.

The demonstration, with web and worker as ./run starts them. A thousand other challenges wait to be
read by the models of meaning while one is published; the clock runs from the publishing commit until
it is among the five best on the desk of an organisation that fits. Then the same saves of a challenge
and of a profile, with matching by meaning on and off, in turns: processor time of the web process.
"""

import contextlib
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks._engines import Engine, on_engines
from benchmarks._report import Figure, Report, parser
from benchmarks._server import running
from tests import postgresql

SOON = 5.0  # seconds
DEARER = 1.1  # × without matching
WAITING = 1000


def measured(engine: Engine, times: int, rounds: int, saves: int) -> Iterator[Figure]:
    engine.ask("_desks_engine", "prepare")
    with running(engine.folder, {"SME4SC_DATABASE_URL": engine.url}):
        engine.ask("_desks_engine", "settle")
    engine.ask("_desks_engine", "queue", WAITING)
    with running(engine.folder, {"SME4SC_DATABASE_URL": engine.url}):
        seconds: list[Any] = engine.ask("_desks_engine", "publish", times)
    waited = [one["seconds"] for one in seconds]
    yield Figure(
        what=f"{engine.name}: published until on the desk, the slowest",
        measured=round(max(waited), 2),
        unit="s",
        at_most=SOON,
        details={
            "median": round(statistics.median(waited), 2),
            "times": len(waited),
            "waiting": min(one["waiting"] for one in seconds),
        },
    )
    for what in ("challenge", "profile"):
        ratios, costs = [], []
        for _ in range(rounds):
            on, off = (
                engine.ask("_desks_engine", what, saves, models) for models in ("auto", "none")
            )
            ratios.append(on / off)
            costs.append(on)
        yield Figure(
            what=f"{engine.name}: saving a {what} with matching",
            measured=round(statistics.median(ratios), 2),
            unit="× without",
            at_most=DEARER,
            details={"cpu_ms": round(statistics.median(costs), 1), "rounds": rounds},
        )


def main(argv: list[str]) -> int:
    options = parser("desks", __doc__)
    on_engines(options)
    options.add_argument("--times", type=int, default=5, help="how often one is published")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--saves", type=int, default=40, help="of each sort in a round")
    asked = options.parse_args(argv)
    report = Report(
        name="desks",
        against="the clock; the same saves without models of meaning",
        rows=f"the demonstration and {WAITING:,} challenges that wait to be read",
        how=f"the slowest of {asked.times}; medians of {asked.rounds} paired rounds",
    )
    with contextlib.ExitStack() as stack:
        for name in ("SQLite", "PostgreSQL"):
            if asked.only not in ("", name):
                continue
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
            url = ""
            if name == "PostgreSQL":
                if not postgresql.available():
                    continue
                url = stack.enter_context(postgresql.server(durable=True))
            engine = Engine(name, folder, url)
            report.figures += measured(engine, asked.times, asked.rounds, asked.saves)
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
