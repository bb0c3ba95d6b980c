"""Start a gunicorn of one process for a measurement; read its CPU time, memory and answers."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    """Give a process and all its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += children(int(child))
    return found


@dataclass
class Server:
    """A running server: ``get`` asks it a page, ``cpu`` and ``pss`` tell what it has cost."""

    port: int
    process: subprocess.Popen[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes, float]:
        """Ask one page on a kept connection; give status, body and seconds."""
        started = time.perf_counter()
        self.connection.request("GET", path, headers={**self.headers, **(headers or {})})
        answer = self.connection.getresponse()
        body = answer.read()
        self.last = answer
        return answer.status, body, time.perf_counter() - started

    def cpu(self) -> float:
        """Seconds of processor time that the server's processes have used."""
        total = 0.0
        for pid in children(self.process.pid):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / TICK
        return total

    def pss(self) -> float:
        """Megabytes of memory, shared pages counted once."""
        kilobytes = 0
        for pid in children(self.process.pid):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kilobytes += int(line.split()[1])
        return kilobytes / 1024


@contextlib.contextmanager
def serving(
    application: str, env: Mapping[str, str], headers: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run ``application`` under gunicorn with one process and eight threads on a free port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-w", "1", "--threads", "8", "--preload"]
    command += [
        "--no-control-socket",
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "warning",
        application,
    ]
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path, **env}, cwd=ROOT)
    try:
        _wait(port, process)
        yield Server(port, process, headers or {})
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not answer within 30 seconds")
