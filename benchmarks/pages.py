"""What pages cost at 100,000 organisations, as multiples of Django's smallest page in the same run.

The yardstick is benchmarks/trivial: a Django project of one view that answers "ok", without
middleware, on the same server. A ratio is the median over paired rounds of (processor time per
request of ours) ÷ (that of the yardstick, asked right before and after). On PostgreSQL the
processor time of the database's own processes stands beside it. Search asks 200 questions, as
skewed as words are; its latency is that of the quietest of five runs, measured at the client.
"""

import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from benchmarks._engines import Engine, engines, on_engines
from benchmarks._report import Figure, Report, parser

# page → most times the yardstick's processor time
RATIOS = {
    "directory": 40,
    "two filters": 100,
    "detail": 25,
    "search": 60,
    "repeat view, visitor": 3,
    "repeat view, member": 6,
}
LATENCY = {"SQLite": 60, "PostgreSQL": 120}  # ms of search, 95th percentile
# What comparable platforms cost on small data, on this kind of machine under load, each by its own
# server: page, queries, gzipped bytes of HTML, processor ms of application and of database.
PEERS = (
    ("Misago 0.39.6, thread list", "6", 19_015, "115", "4"),
    ("Misago, thread of 17 replies", "8", 31_813, "72", "8"),
    ("Misago, search", "7", 30_123, "34", "31"),
    ("Spirit 0.14.3, topic list", "–", 1_808, "11", "4"),
    ("Spirit, topic of 60 comments", "–", 2_971, "21", "2"),
    ("Spirit, search", "–", 1_852, "55", "2"),
    ("adhocracy+, organisation", "62", 4_716, "78", "16"),
    ("adhocracy+, idea", "57", 3_724, "45", "9"),
    ("pretix 2026.8.0, event list of 60", "6", 4_725, "79", "13"),
    ("pretix, event", "9", 3_621, "33–37", "7"),
)


def figures(engine: str, rows: dict[str, Any]) -> Iterator[Figure]:
    for name, limit in RATIOS.items():
        row = dict(rows[name])
        yield Figure(
            what=f"{engine}: {name}",
            measured=row.pop("ratio"),
            unit="× trivial",
            at_most=limit,
            details=row,
        )
    latency = rows["latency"]
    yield Figure(
        what=f"{engine}: search, 95th percentile",
        measured=latency["p95_ms"],
        unit="ms",
        at_most=LATENCY[engine],
        details=latency,
    )


def compared(engine: str, rows: dict[str, Any]) -> None:
    """Show our pages under those of peers; their data is far smaller."""
    line = "  {:40}{:>9}{:>10}{:>10}{:>10}".format
    print("\n" + line("page", "queries", "gz bytes", "app ms", "DB ms"))
    for page, queries, weight, ours, theirs in PEERS:
        print(line(page, queries, f"{weight:,}", ours, theirs))
    for page in ("directory", "two filters", "detail", "search"):
        row = rows[page]
        weight, cost = f"{row['gz_bytes']:,}", (row["cpu_ms"], row["database_ms"])
        print(line(f"ours on {engine}: {page}", row["queries"], weight, *cost))


def measured(engine: Engine, asked: Namespace) -> dict[str, Any]:
    engine.fill(asked.organisations)
    found: dict[str, Any] = engine.ask("_pages_engine", asked.rounds, asked.requests)
    return found


def main(argv: list[str]) -> int:
    options = parser("pages", __doc__)
    on_engines(options)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--requests", type=int, default=40, help="of the dearest pages, a round")
    asked = options.parse_args(argv)
    report = Report(
        name="pages",
        against="processor time per request ÷ that of Django's smallest page, same server, same run",
        rows=f"{asked.organisations:,} organisations",
        how=f"medians of {asked.rounds} paired rounds of at least {asked.requests} requests",
    )
    with engines(asked.data, asked.only) as found:
        for engine in found:
            rows = measured(engine, asked)
            report.figures += figures(engine.name, rows)
            compared(engine.name, rows)
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
