"""``./run`` starts the whole platform, watches it, and stops it cleanly."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.effort import PATIENCE

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.once


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int, *more: str) -> subprocess.Popen[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SME4SC_", "DJANGO_"))}
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "sme4smartcities",
            "run",
            "--port",
            str(port),
            "--data",
            str(data),
            *more,
        ],
        env={**env, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def answer(port: int, path: str, patience: float = PATIENCE) -> int:
    """Ask until something answers; give the status."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as page:
                return int(page.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nobody answered")


def descendants(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in task.read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A path with spaces, where the platform was started once."""
    data = tmp_path_factory.mktemp("a house") / "my data"
    port = free_port()
    process = start(data, port, "--empty")
    try:
        assert answer(port, "/en/") == 200
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
    return data


def test_a_newcomer_starts_and_stops_it_and_no_process_is_left(folder):
    port = free_port()
    process = start(folder, port)
    assert answer(port, "/en/") == 200
    family = descendants(process.pid)
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert f"http://localhost:{port}" in said and "Stopped." in said
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []


def test_killed_web_and_worker_come_back(folder):
    port = free_port()
    process = start(folder, port)
    try:
        assert answer(port, "/readyz") == 200
        for child in descendants(process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        time.sleep(0.3)
        assert answer(port, "/readyz") == 200
        deadline = time.monotonic() + PATIENCE
        while answer(port, "/healthz") != 200 and time.monotonic() < deadline:
            time.sleep(0.2)
        assert answer(port, "/healthz") == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def test_a_taken_port_is_said_in_one_line(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said, _ = start(folder, port).communicate(timeout=PATIENCE)
    assert said == f"Port {port} is not free. Choose another one: ./run --port {port + 1}\n"


def test_sign_ins_are_asked_for_while_it_runs_and_nothing_is_made(folder, tmp_path):
    said, _ = start(folder, free_port(), "--sign-ins").communicate(timeout=20)
    assert said == "Only a demonstration has sign-ins to print.\n"
    said, _ = start(tmp_path / "none", free_port(), "--sign-ins").communicate(timeout=20)
    assert said.startswith("Nothing was started in") and said.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    said, _ = start(blocked / "data", free_port()).communicate(timeout=PATIENCE)
    assert said.count("\n") == 1 and "cannot be written" in said


def test_an_empty_house_never_turns_into_a_demo(folder):
    assert (folder / "mode").read_text() == "local"
