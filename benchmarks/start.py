"""How long ./run takes on an installed copy until it has answered a first page.

First starts make the data folder, one empty and one with the demonstration; later starts find it
made. Seconds of the clock, the quickest of several starts, since other work on the machine is not
ours; processor time of all processes beside it.
"""

import http.client
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._report import Figure, Report, parser
from benchmarks._server import ROOT, environment, free_port

LONGEST = 3.0
PATIENCE = 300


def start(folder: Path, *options: str) -> tuple[float, float]:
    """Start the platform, read the home page, stop it; give seconds until then and all its CPU."""
    port, before = free_port(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["sme4smartcities", "run", "--port", str(port), "--data", str(folder), *options]
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", *command], env=environment({}), cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        _first_page(port, process)
        seconds = time.monotonic() - started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _first_page(port: int, process: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/en/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("no first page")


def figure(what: str, folder: Path, *options: str, times: int, promised: bool) -> Figure:
    runs = sorted(start(folder, *options) for _ in range(times))
    seconds, cpu = runs[0]
    return Figure(
        what=what,
        measured=round(seconds, 2),
        unit="s",
        at_most=LONGEST if promised else None,
        details={"cpu_s": round(cpu, 2), "slowest": round(runs[-1][0], 2), "starts": times},
    )


def main(argv: list[str]) -> int:
    options = parser("start", __doc__)
    options.add_argument("--starts", type=int, default=5)
    asked = options.parse_args(argv)
    report = Report(
        name="start",
        against="the clock, from the command to the first page's last byte",
        rows="the demonstration's rows, and an empty platform",
        how=f"the quickest of {asked.starts} starts of an installed copy on SQLite",
    )
    for name, flags in (("demonstration", []), ("empty", ["--empty"])):
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            folder = Path(scratch)
            report.figures += [
                figure(f"{name}: making the folder", folder, *flags, times=1, promised=False),
                figure(f"{name}: start", folder, *flags, times=asked.starts, promised=True),
            ]
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
