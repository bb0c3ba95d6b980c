"""How long finding takes among 100,000 subjects, on SQLite and on PostgreSQL, and what the index costs.

Each engine starts with an empty database of its own. Times are those of one call of find() or
suggest(), in one process, 200 different questions of each sort.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import postgresql

ROOT = Path(__file__).parents[1]
GOAL_MS = 25  # 95th percentile of find(), so that a whole page keeps within 60 ms
GOALS = ("one_word", "two_words", "beginning", "phrase")


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
            print(f"  {how:14}" + "".join(f"{k} {v:7.2f} ms   " for k, v in times.items()))


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bench search", description=__doc__)
    parser.add_argument("--subjects", type=int, default=100_000)
    parser.add_argument("--data", type=Path, help="keep SQLite's database here and use it again")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="sme4sc-bench-") as scratch:
        folder = options.data or Path(scratch)
        results = [measured(folder, options.subjects)]
        shown(results[-1])
        if postgresql.available():
            with postgresql.server(durable=True) as url:
                results.append(measured(Path(scratch), options.subjects, url))
            shown(results[-1])
    if options.json:
        options.json.write_text(json.dumps({"goal_ms": GOAL_MS, "engines": results}, indent=1))
    late = [f"{r['database']} {how}" for r in results for how in GOALS if r[how]["p95"] > GOAL_MS]
    print(f"\nOver {GOAL_MS} ms at the 95th percentile: {', '.join(late) or 'none'}")
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
