"""Start a server for a measurement; read its CPU time, memory and answers."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds until a server must answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes(pid: int) -> list[int]:
    """Give a process and all its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += processes(int(child))
    return found


def cpu_of(pids: Sequence[int]) -> float:
    """Seconds that the threads of these processes have run, to the microsecond."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            with contextlib.suppress(OSError):  # a thread that ended meanwhile
                total += int(task.read_text().split()[0])
    return total / 1e9


def pss_of(pids: Sequence[int]) -> float:
    """Megabytes of memory of these processes, pages that they share counted once."""
    kilobytes = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kilobytes += int(line.split()[1])
    return kilobytes / 1024


@dataclass
class Server:
    """A running server: ``get`` asks it a page, ``cpu`` and ``pss`` tell what it has cost."""

    port: int
    process: subprocess.Popen[bytes]
    last: http.client.HTTPResponse = field(init=False)

    def __post_init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Take a fresh connection: the server closes one on which nothing came for five seconds."""
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes, float]:
        """Ask one page on the kept connection; give status, body and seconds."""
        started = time.perf_counter()
        self.connection.request("GET", path, headers=dict(headers or {}))
        self.last = self.connection.getresponse()
        body = self.last.read()
        return self.last.status, body, time.perf_counter() - started

    def cpu(self) -> float:
        return cpu_of(processes(self.process.pid))

    def pss(self) -> float:
        return pss_of(processes(self.process.pid))


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """Give a child process the packages of this copy and these settings."""
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **env}


@contextlib.contextmanager
def serving(module: str, env: Mapping[str, str]) -> Iterator[Server]:
    """Serve the application of ``module`` as ./run does: one process, six threads, no worker."""
    port = free_port()
    with _started(["benchmarks._serve", str(port), module], env, port) as server:
        yield server


@contextlib.contextmanager
def running(folder: Path, env: Mapping[str, str], *options: str) -> Iterator[Server]:
    """Run the whole platform on a data folder, web and worker, by the command behind ./run."""
    port = free_port()
    command = ["sme4smartcities", "run", "--port", str(port), "--data", str(folder), *options]
    with _started(command, env, port) as server:
        yield server


@contextlib.contextmanager
def _started(command: Sequence[str], env: Mapping[str, str], port: int) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        env=environment(env),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.01)
    raise RuntimeError(f"the server did not answer within {PATIENCE} seconds")
