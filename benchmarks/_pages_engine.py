"""Measure every page on one database: python -m benchmarks._pages_engine FOLDER ANSWER ROUNDS REQUESTS."""

import contextlib
import gzip
import json
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from benchmarks import data
from benchmarks._questions import questions
from benchmarks._server import Server, cpu_of, serving

DIRECTORY = "/en/organisations/"
QUESTIONS = 200
LATENCY_RUNS = 5  # of which the quietest is given: other work on the machine is not ours to measure

Ask = Callable[[Server, int], None]


def page(path: str, headers: Mapping[str, str] | None = None, status: int = 200) -> Ask:
    def ask(server: Server, turn: int) -> None:
        got, _body, _seconds = server.get(path, headers)
        if got != status:
            raise RuntimeError(f"{path} answered {got}, not {status}")

    return ask


def search_page(words: str) -> str:
    return f"{DIRECTORY}?q={quote_plus(words)}"


def any_of(asks: Sequence[Ask]) -> Ask:
    return lambda server, turn: asks[turn % len(asks)](server, turn)


TRIVIAL = page("/")


class Bench:
    """Our server beside the yardstick's; the processes of the database, where it has its own."""

    def __init__(self, ours: Server, trivial: Server, rounds: int, requests: int) -> None:
        self.ours, self.trivial = ours, trivial
        self.rounds, self.requests = rounds, requests

    def paired(self, ask: Ask, *, times: int = 1) -> dict[str, float]:
        """Measure ours between two measurements of the yardstick, several times; give medians."""
        requests, rows = self.requests * times, []
        for turn in range(min(requests, QUESTIONS)):
            ask(self.ours, turn)  # warm: what a process draws once is not a page's cost
        for _ in range(self.rounds):
            before, _none = self._cost(self.trivial, TRIVIAL, self.requests * 10)
            mine, database = self._cost(self.ours, ask, requests)
            after, _none = self._cost(self.trivial, TRIVIAL, self.requests * 10)
            rows.append((mine * 2 / (before + after), mine, database, (before + after) / 2))
        ratio, mine, database, base = map(statistics.median, zip(*rows, strict=True))
        figures = {"ratio": round(ratio, 1), "cpu_ms": round(mine, 2)}
        return {**figures, "database_ms": round(database, 2), "trivial_ms": round(base, 3)}

    def _cost(self, server: Server, ask: Ask, requests: int) -> tuple[float, float]:
        """Give milliseconds of processor time per request: the server's and the database's."""
        server.renew()
        ask(server, 0)
        backends = database_processes() if server is self.ours else []
        before, other = server.cpu(), cpu_of(backends)
        for turn in range(requests):
            ask(server, turn)
        spent, elsewhere = server.cpu() - before, cpu_of(backends) - other
        return spent / requests * 1000, elsewhere / requests * 1000

    def latency(self, paths: Sequence[str]) -> dict[str, float]:
        """Ask each path once, several times over; give the quietest run's percentiles in ms."""
        runs = []
        for _ in range(LATENCY_RUNS):
            self.ours.renew()
            runs.append(sorted(self.ours.get(path)[2] * 1000 for path in paths))
        run = min(runs, key=lambda times: times[len(times) * 95 // 100])
        at = {f"p{n}_ms": round(run[len(run) * n // 100], 1) for n in (50, 95)}
        return {**at, "worst_run_p95_ms": round(max(r[len(r) * 95 // 100] for r in runs), 1)}


def database_processes() -> list[int]:
    """Give the processes of PostgreSQL that work for our server; SQLite works inside it."""
    from django.db import connection  # noqa: PLC0415 (after the settings)

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]


def queries_of(path: str) -> int:
    """Count the queries of a page, asked a second time in this process."""
    from django.db import connection  # noqa: PLC0415 (after the settings)
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def weight(server: Server, path: str) -> dict[str, int]:
    body = server.get(path)[1]
    return {"html_bytes": len(body), "gz_bytes": len(gzip.compress(body, 6))}


def measure(folder: Path, rounds: int, requests: int) -> dict[str, Any]:
    data.open_house(folder)
    detail, asked = data.sample_address(folder), questions(QUESTIONS)
    searches = [search_page(words) for words in asked]
    env = data.environment(folder)
    with (
        serving("benchmarks.trivial.wsgi", {}) as trivial,
        serving("sme4smartcities.config.wsgi", env) as ours,
    ):
        bench = Bench(ours, trivial, rounds, requests)
        pages = {
            "directory": page(DIRECTORY),
            "two filters": page(f"{DIRECTORY}?kind=sme&domain=energy"),
            "detail": page(detail),
        }
        rows: dict[str, Any] = {name: bench.paired(ask) for name, ask in pages.items()}
        rows["search"] = bench.paired(any_of([page(path) for path in searches]), times=5)
        for who, headers in (
            ("visitor", {}),
            ("member", {"Cookie": data.member_cookie(folder)}),
        ):
            rows[f"repeat view, {who}"] = bench.paired(_known(ours, headers), times=10)
        rows["latency"] = bench.latency(searches)
        for name, path in (
            ("directory", DIRECTORY),
            ("two filters", f"{DIRECTORY}?kind=sme&domain=energy"),
            ("detail", detail),
            ("search", search_page("sensores riego")),
        ):
            rows[name] |= {"queries": queries_of(path), **weight(ours, path)}
        rows["memory"] = {"web_mb": round(ours.pss(), 1)}
    return rows


def _known(server: Server, headers: Mapping[str, str]) -> Ask:
    """Ask for the directory again as a browser does that has it: "nothing changed" is the answer."""
    server.renew()
    page(DIRECTORY, headers)(server, 0)
    return page(DIRECTORY, {**headers, "If-None-Match": server.last.headers["ETag"]}, 304)


if __name__ == "__main__":
    place, answer, *numbers = sys.argv[1:]
    with contextlib.closing(open(answer, "w")) as file:
        json.dump(measure(Path(place), *map(int, numbers)), file)
