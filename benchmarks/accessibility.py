"""Look at every page with axe-core, in six languages, light and dark, wide and narrow.

The short form takes the combinations pairwise, as ./test does; the exhaustive one takes them all: a
page is opened once in each language, themes and widths are turned on the opened page, two browsers
work side by side. ``--notes`` goes on where a run was broken off; a page that had a fault is looked at
again.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._report import Figure, Report, parser
from benchmarks._server import ROOT, environment

RUN = ("-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", "-m", "browser", "--no-header")
EVERY = 30  # seconds between two lines of progress


def notes(folder: Path) -> dict[tuple[str, int], tuple[str, list[str]]]:
    """Give what is known of each page, by its place: its name and its faults."""
    found = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            place, name, faults = json.loads(line)
            found[file.stem, place] = (name, faults)
    return found


def total(folder: Path) -> int:
    file = folder / "pages"
    return int(file.read_text() or 0) if file.exists() else 0


def watched(process: subprocess.Popen[bytes], folder: Path) -> int:
    """Tell from time to time how far it is; give the exit code."""
    began, known = time.monotonic(), len(notes(folder))
    while True:
        try:
            return process.wait(EVERY)
        except subprocess.TimeoutExpired:
            done, every = len(notes(folder)), total(folder)
        if done > known:
            left = (every - done) * (time.monotonic() - began) / (done - known) / 60
            print(f"  {done} of {every} pages, about {left:.0f} minutes left", flush=True)


def main(argv: list[str]) -> int:
    options = parser("accessibility", __doc__)
    options.add_argument("-k", default="axe or every_page", help="which tests, as pytest selects")
    options.add_argument(
        "--notes", type=Path, help="keep what was looked at here; go on from there"
    )
    asked = options.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = (asked.notes or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        env = environment(
            {"SME4SC_ACCESSIBILITY": str(folder), **({"SME4SC_FULL": "1"} if asked.full else {})}
        )
        command = [sys.executable, *RUN, "tests/journeys", "-k", asked.k]
        code = watched(subprocess.Popen(command, cwd=ROOT, env=env), folder)
        found, every = notes(folder), total(folder)
    faults = [fault for _name, each in found.values() for fault in each]
    report = Report(
        name="accessibility",
        against="the rules of axe-core, on every page of the demonstration in Chromium",
        rows=f"{len(found)} of {every} pages and states",
        how="every combination" if asked.full else "combinations pairwise",
        figures=[
            Figure(what="pages looked at", measured=len(found), at_least=1),
            Figure(
                what="faults", measured=len(faults), at_most=0, details={"found": sorted(faults)}
            ),
            Figure(what="tests that failed or broke off", measured=int(code != 0), at_most=0),
        ],
    )
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
