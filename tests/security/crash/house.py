"""A whole house in real processes (web server, workers, mail server) to kill and to question."""

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.smtp_sink import Sink

ROOT = Path(__file__).parents[3]
CLIENTS = 4


@dataclass
class History:
    """What the outside saw: deeds answered, deeds without an answer, kills."""

    acknowledged: list[int] = field(default_factory=list)
    in_doubt: list[int] = field(default_factory=list)
    kills: dict[str, list[float]] = field(default_factory=lambda: {"web": [], "worker": []})


class House:
    """Use as a context: everything that was started ends with it."""

    def __init__(
        self, folder: Path, *, database_url: str = "", jobs: str = "database", workers: int = 2
    ) -> None:
        self.folder = folder
        self.wanted = workers
        self.sink = Sink(stall=lambda: random.choice((0, 0, 0.02)))
        self.history = History()
        self.workers: list[int] = []
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("SME4SC_", "PYTEST"))},
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "tests.security.crash.settings",
            "SME4SC_MODE": "local",
            "SME4SC_DATA": str(folder),
            "SME4SC_SECRET_KEY": "crash" * 12,
            "SME4SC_MAIL_URL": self.sink.url,
            "SME4SC_DATABASE_URL": database_url,
            "SME4SC_JOBS": jobs,
            "SME4SC_LOG_LEVEL": "ERROR",
            # A job that reads for seconds, killed five times in a row, is a dead letter by
            # design (decision 0010) and would say nothing of what is shaken here.
            "SME4SC_EMBEDDINGS": "none",
        }

    def __enter__(self) -> "House":
        self.sink.__enter__()
        self.command("migrate", "--run-syncdb", "-v", "0")
        self.log = open(self.folder / "log", "wb")
        self.socket = self.folder / "web.sock"
        self.web = self._start(
            "gunicorn",
            "sme4smartcities.config.wsgi:application",
            *("--bind", f"unix:{self.socket}", "--preload", "--workers", "2"),
            *("--threads", str(CLIENTS), "--log-level", "critical"),
        )
        self.nursery = self._start("tests.security.crash.nursery", talk=True)
        for _ in range(self.wanted):
            self.start_worker()
        return self

    def __exit__(self, *_: object) -> None:
        assert self.nursery.stdin
        self.nursery.stdin.close()  # takes its workers with it
        self.web.terminate()
        for process in (self.web, self.nursery):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()
        self.sink.__exit__()
        self.log.close()

    def _start(self, module: str, *arguments: str, talk: bool = False) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE if talk else subprocess.DEVNULL
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=self.env,
            cwd=ROOT,
            stdin=pipe,
            stdout=pipe,
            stderr=self.log,
            text=True,
        )

    def command(self, *arguments: str) -> str:
        """Run one management command of the house to its end; give what it says."""
        return subprocess.run(
            [sys.executable, "-m", "sme4smartcities", *arguments],
            env=self.env,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def start_worker(self) -> None:
        assert self.nursery.stdin and self.nursery.stdout
        self.nursery.stdin.write("start\n")
        self.nursery.stdin.flush()
        self.workers.append(int(self.nursery.stdout.readline()))

    def kill_a_worker(self) -> None:
        pid = self.workers.pop(random.randrange(len(self.workers)))
        os.kill(pid, signal.SIGKILL)
        self.history.kills["worker"].append(time.time())
        self.start_worker()

    def kill_the_web(self) -> None:
        """Kill one of the two processes that write; their master starts another."""
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()
        with contextlib.suppress(ProcessLookupError, IndexError):
            os.kill(int(random.choice(children)), signal.SIGKILL)
            self.history.kills["web"].append(time.time())

    @contextlib.contextmanager
    def busy(self, *, per_second: float = 25) -> Iterator[None]:
        """Keep clients doing deeds, each in a series of its own, until the block ends."""
        stop = threading.Event()
        pause = CLIENTS / per_second
        crowd = [
            threading.Thread(target=self._client, args=(number, pause, stop))
            for number in range(CLIENTS)
        ]
        for one in crowd:
            one.start()
        try:
            yield
        finally:
            stop.set()
            for one in crowd:
                one.join()

    def _client(self, own: int, pause: float, stop: threading.Event) -> None:
        number = own + CLIENTS * max(
            [n // CLIENTS + 1 for n in self.history.acknowledged + self.history.in_doubt] or [0]
        )
        while not stop.wait(random.uniform(0, 2 * pause)):
            if self.do_deed(number, f"series-{own}"):
                self.history.acknowledged.append(number)
            else:
                self.history.in_doubt.append(number)
            number += CLIENTS

    def do_deed(self, number: int, series: str) -> bool:
        connection = _Local(self.socket)
        try:
            connection.request("POST", f"/deed/{number}/{series}", headers={"Host": "localhost"})
            response = connection.getresponse()
            return (response.status, response.read()) == (200, str(number).encode())
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def wait_until_open(self) -> None:
        deadline = time.monotonic() + 60
        while not self.do_deed(0, "series-0"):
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.1)
        self.history.acknowledged.append(0)


class _Local(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self.path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def shake(house: House, *, kills: int) -> None:
    """Kill web processes and workers in turn, ``kills`` times each, in the midst of deeds."""
    house.wait_until_open()
    with house.busy():
        while min(len(times) for times in house.history.kills.values()) < kills:
            for kill in (house.kill_the_web, house.kill_a_worker):
                _let_some_pass(house.history, random.randint(1, 6))
                time.sleep(random.uniform(0, 0.2))
                kill()


def _let_some_pass(history: History, deeds: int) -> None:
    enough = len(history.acknowledged) + deeds
    deadline = time.monotonic() + 10
    while len(history.acknowledged) < enough and time.monotonic() < deadline:
        time.sleep(0.01)
