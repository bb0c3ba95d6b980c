"""How long finding takes among 100,000 subjects, on SQLite and on PostgreSQL, and what the index costs.

Each engine starts with an empty database of its own. Times are those of one call of find() or
suggest(), in one process, 200 different questions of each sort; with meaning, of the whole search
of the site, whose models answer in a process beside it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks._report import Figure, Report, parser
from tests import postgresql

ROOT = Path(__file__).parents[1]
GOAL_MS = 25  # 95th percentile of find(), so that a whole page keeps within 60 ms
GOALS = ("one_word", "two_words", "beginning", "phrase")
WITH_MEANING_MS = {"sqlite": 150, "postgresql": 220}  # of the whole search, meaning with it


def measured(folder: Path, subjects: int, url: str = "") -> dict[str, Any]:
    """Measure one engine in a process of its own."""
    answer = folder / "answer.json"
    env = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "sme4smartcities.config.settings",
        "SME4SC_MODE": "demo",
        "SME4SC_DATA": str(folder),
        "SME4SC_DATABASE_URL": url,
    }
    command = [sys.executable, "-m", "benchmarks._search_engine", str(subjects), str(answer)]
    subprocess.run(command, env=env, cwd=ROOT, check=True)
    figures: dict[str, Any] = json.loads(answer.read_text())
    return figures


def shown(figures: dict[str, Any]) -> None:
    print(
        f"\n{figures['subjects']:,} subjects on {figures['database']}: "
        f"{figures['megabytes']} MB, {figures.get('indexed_per_second', '–')} indexed per second"
    )
    for how, times in figures.items():
        if isinstance(times, dict):
            print(f"  {how:18}" + "".join(f"{k} {v:7.2f} ms   " for k, v in times.items()))


def told(figures: dict[str, Any]) -> Iterator[Figure]:
    for how in GOALS:
        yield Figure(
            what=f"{figures['database']}: {how.replace('_', ' ')}, 95th percentile",
            measured=figures[how]["p95"],
            unit="ms",
            at_most=GOAL_MS,
            details=figures[how],
        )
    if found := figures.get("words_and_meaning"):
        yield Figure(
            what=f"{figures['database']}: words and meaning, 95th percentile",
            measured=found["p95"],
            unit="ms",
            at_most=WITH_MEANING_MS[figures["database"]],
            details=found,
        )
    for name in ("megabytes", "indexed_per_second"):
        if name in figures:
            what = f"{figures['database']}: {name.replace('_', ' ')}"
            yield Figure(what=what, measured=figures[name])


def main(argv: list[str]) -> int:
    options = parser("search", __doc__)
    options.add_argument("--subjects", type=int, default=100_000)
    options.add_argument("--data", type=Path, help="keep SQLite's database here and use it again")
    asked = options.parse_args(argv)
    report = Report(
        name="search",
        against="one call of find() or suggest() in one process, by the clock",
        rows=f"{asked.subjects:,} subjects",
        how="200 different questions of each sort",
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = asked.data or Path(scratch)
        results = [measured(folder, asked.subjects)]
        shown(results[-1])
        if postgresql.available():
            with postgresql.server(durable=True) as url:
                results.append(measured(Path(scratch), asked.subjects, url))
            shown(results[-1])
    report.figures += [figure for result in results for figure in told(result)]
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
