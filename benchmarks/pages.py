"""What a page costs at 100,000 organisations, as a multiple of Django's smallest page in the same run.

For each page: the median over paired rounds of (processor time per request of ours) ÷ (that of the
trivial page, asked right before and after on the same kind of server). Latency is measured at the client.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import data
from benchmarks._server import Server, serving

# name, address, highest ratio of processor time, highest 95th percentile in ms (SQLite, PostgreSQL)
PAGES = (
    ("directory", "/en/organisations/", 40, None),
    ("two filters", "/en/organisations/?kind=sme&domain=energy", 100, None),
    ("search", "/en/organisations/?q={word}", 60, (60, 120)),
    ("detail", "{detail}", 25, None),
)
REPEAT = (("visitor", 3), ("member", 6))
WORDS = (
    "water",
    "sensors",
    "Murcia",
    "riego",
    "mobilità",
    "énergie",
    "תחבורה",
    "طاقة",
    "data platform",
)


def cost(server: Server, ask: Callable[[int], None], requests: int) -> float:
    """Milliseconds of processor time per request."""
    before = server.cpu()
    for turn in range(requests):
        ask(turn)
    return (server.cpu() - before) / requests * 1000


def paired(
    ours: Server, trivial: Server, ask: Callable[[int], None], *, rounds: int, requests: int
) -> dict[str, float]:
    """Measure ours between two measurements of the yardstick, several times; give medians."""
    ratios, ours_ms, base_ms = [], [], []
    for _ in range(rounds):
        before = cost(trivial, lambda _turn: _must(trivial, "/"), requests * 10)
        mine = cost(ours, ask, requests)
        after = cost(trivial, lambda _turn: _must(trivial, "/"), requests * 10)
        base = (before + after) / 2
        ratios.append(mine / base)
        ours_ms.append(mine)
        base_ms.append(base)
    return {
        "ratio": round(statistics.median(ratios), 1),
        "cpu_ms": round(statistics.median(ours_ms), 2),
        "trivial_ms": round(statistics.median(base_ms), 3),
    }


def _must(
    server: Server, path: str, headers: Mapping[str, str] | None = None, status: int = 200
) -> bytes:
    got, body, _seconds = server.get(path, headers)
    if got != status:
        raise RuntimeError(f"{path} answered {got}, not {status}")
    return body


def measure(folder: Path, rounds: int, requests: int) -> list[dict[str, object]]:
    env = data.environment(folder)
    rows: list[dict[str, object]] = []
    detail = data.sample_address(folder)
    member = {"Cookie": data.member_cookie(folder)}
    with (
        serving("benchmarks.trivial.wsgi:application", {}) as trivial,
        serving("sme4smartcities.config.wsgi:application", env) as ours,
    ):
        for name, pattern, limit, latency in PAGES:

            def ask(turn: int, pattern: str = pattern) -> None:
                word = WORDS[turn % len(WORDS)]
                _must(ours, pattern.format(word=_quoted(word), detail=detail))

            ask(0)
            row = {
                "page": name,
                "limit": limit,
                **paired(ours, trivial, ask, rounds=rounds, requests=requests),
            }
            if latency:
                row |= _latency(ours, pattern)
                row["p95_limit"] = latency[bool(env.get("SME4SC_DATABASE_URL"))]
            rows.append(row)
        for who, limit in REPEAT:
            rows.append(
                {
                    "page": f"repeat view, {who}",
                    "limit": limit,
                    **_repeat(ours, trivial, member if who == "member" else {}, rounds, requests),
                }
            )
        rows.append({"page": "memory of web, MB", "pss": round(ours.pss(), 1)})
    return rows


def _quoted(word: str) -> str:
    from urllib.parse import quote_plus  # noqa: PLC0415 (only this line needs it)

    return quote_plus(word)


def _repeat(
    ours: Server, trivial: Server, headers: Mapping[str, str], rounds: int, requests: int
) -> dict[str, float]:
    _must(ours, "/en/organisations/", headers)
    known = {**headers, "If-None-Match": ours.last.headers["ETag"]}
    return paired(
        ours,
        trivial,
        lambda _turn: _must(ours, "/en/organisations/", known, 304) and None,
        rounds=rounds,
        requests=requests * 4,
    )


def _latency(ours: Server, pattern: str) -> dict[str, float]:
    times = sorted(
        ours.get(pattern.format(word=_quoted(WORDS[turn % len(WORDS)])))[2] * 1000
        for turn in range(200)
    )
    return {"p50_ms": round(times[100], 1), "p95_ms": round(times[190], 1)}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bench pages", description=__doc__)
    parser.add_argument("--organisations", type=int, default=100_000)
    parser.add_argument("--data", type=Path, help="a folder that ./bench data has filled already")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args(argv)
    folder = options.data
    if folder is None:
        folder = Path(tempfile.mkdtemp(prefix="sme4sc-bench-"))
        data.main(["--organisations", str(options.organisations), "--data", str(folder)])
    rows = measure(folder, options.rounds, options.requests)
    database = "PostgreSQL" if os.environ.get("SME4SC_DATABASE_URL") else "SQLite"
    print(
        f"\n{options.organisations:,} organisations on {database}; medians of {options.rounds} paired rounds"
    )
    for row in rows:
        print("  " + "  ".join(f"{key} {value}" for key, value in row.items()))
    if options.json:
        options.json.write_text(
            json.dumps(
                {"database": database, "organisations": options.organisations, "rows": rows},
                indent=1,
            )
        )
    late = [
        r["page"]
        for r in rows
        if r.get("ratio", 0) > r.get("limit", 0) or r.get("p95_ms", 0) > r.get("p95_limit", 0)
    ]
    print(f"Over the limit: {', '.join(map(str, late)) or 'none'}")
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
