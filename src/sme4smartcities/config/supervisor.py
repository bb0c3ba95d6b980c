"""Keep web and worker alive: start both, restart what dies, stop both cleanly."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

STOP_PATIENCE = 10.0  # seconds a child may take to finish what it is doing
FAST_DEATH = 2.0  # seconds; a child that dies sooner is restarted more slowly
LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """One supervised process and the history that decides how soon it is started again."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    pause: float = 0.0
    due: float = 0.0


@dataclass
class Supervisor:
    """Runs each piece of work in a forked child, so that code loaded once is shared in memory."""

    works: Mapping[str, Callable[[], None]]
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def run(self) -> None:
        """Supervise until SIGTERM or SIGINT; return when every child has ended."""
        self.children = [Child(name, work) for name, work in self.works.items()]
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            now = time.monotonic()
            for child in self.children:
                if not child.pid and now >= child.due:
                    self._start(child)
            self._reap()
            time.sleep(0.05)
        self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _start(self, child: Child) -> None:
        child.started = time.monotonic()
        child.pid = os.fork()
        if child.pid:
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        code = 1
        try:
            child.work()
            code = 0
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 1
        finally:
            os._exit(code)

    def _reap(self) -> None:
        for child in self.children:
            if child.pid and os.waitpid(child.pid, os.WNOHANG)[0]:
                child.pid = 0
                fast = time.monotonic() - child.started < FAST_DEATH
                child.pause = min(LONGEST_PAUSE, max(0.5, child.pause * 2)) if fast else 0.0
                child.due = time.monotonic() + child.pause

    def _end_all(self) -> None:
        for child in self.children:
            if child.pid:
                os.kill(child.pid, signal.SIGTERM)
        patience = time.monotonic() + STOP_PATIENCE
        while any(child.pid for child in self.children) and time.monotonic() < patience:
            self._reap()
            time.sleep(0.05)
        for child in self.children:
            if child.pid:
                os.kill(child.pid, signal.SIGKILL)
                os.waitpid(child.pid, 0)
