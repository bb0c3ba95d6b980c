"""How the platform has foreign documents read: a few warm children, each document under limits.

A fork for each document would cost more than most documents do, and would copy what the worker
holds. A child that breaks a limit is killed and replaced; its document gets a reason.
"""

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sme4smartcities.core.parsing import wire

LARGEST_ANSWER = 64_000_000
STARTING = 30.0  # seconds, for a child on a machine that is busy


@dataclass(frozen=True, kw_only=True)
class Limits:
    cpu: float = 2.0  # seconds for one document
    wall: float = 10.0  # seconds for one document
    memory: int = 512  # MB of address space


class Stopped(Exception):
    """A document was not read to its end. ``cause``: time, memory, size or failed."""

    def __init__(self, cause: str, details: str = "") -> None:
        super().__init__(f"{cause} {details}".strip())
        self.cause = cause


class _Child:
    def __init__(self, function: str, limits: Limits) -> None:
        self.channel, theirs = socket.socketpair()
        command = [sys.executable, "-m", "sme4smartcities.core.parsing.child", function]
        with theirs:
            self.process: subprocess.Popen[bytes] = subprocess.Popen(
                [*command, str(limits.memory), str(limits.cpu)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.defpath},
                close_fds=True,
            )
        self.fresh = True

    def ask(self, arguments: tuple[Any, ...], wall: float) -> bytes:
        until = time.monotonic() + wall + (STARTING if self.fresh else 0)
        self.fresh = False
        wire.send(self.channel, arguments, until)
        return wire.receive(self.channel, LARGEST_ANSWER, until)

    def end(self) -> int:
        """Give the exit code; a signal that ended it is negative."""
        self.channel.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(0.2)
        self.process.kill()
        return self.process.wait()


class Parsers:
    """Runs one pure function, ``module:function``, in at most ``most`` children.

    ``answers``: the classes that the answer may be made of.
    """

    def __init__(
        self,
        function: str,
        *,
        answers: Iterable[type],
        limits: Limits | None = None,
        most: int = 2,
    ) -> None:
        self._function = function
        self._classes = wire.listed(answers)
        self._limits = limits or Limits()
        self._most = most
        self._reset()

    def _reset(self) -> None:
        self._pid = os.getpid()
        self._idle: list[_Child] = []
        self._places = threading.BoundedSemaphore(self._most)

    def parse(self, *arguments: Any) -> Any:
        """Give what the function makes of a document; raise Stopped when it broke a limit."""
        if self._pid != os.getpid():  # forked: those children belong to the other process
            self._reset()
        with self._places:
            child = self._taken()
            try:
                cause, value, tired = self._asked(child, arguments)
            except BaseException:
                child.process.kill()
                child.end()
                raise
            if tired:
                child.end()
            else:
                self._idle.append(child)
        if cause != "done":
            raise Stopped(cause, str(value or ""))
        return value

    @property
    def resting(self) -> list[int]:
        """Give the processes that wait for a document, for those who count what they take."""
        return [child.process.pid for child in self._idle]

    def close(self) -> None:
        while self._idle:
            self._idle.pop().end()

    def _taken(self) -> _Child:
        while self._idle:
            child = self._idle.pop()
            if child.process.poll() is None:
                return child
            child.end()
        return _Child(self._function, self._limits)

    def _asked(self, child: _Child, arguments: tuple[Any, ...]) -> tuple[str, Any, bool]:
        try:
            answer = child.ask(arguments, self._limits.wall)
            cause, value, tired = wire.unpacked(answer, self._classes)
            return cause, value, tired
        except TimeoutError:
            raise Stopped("time") from None
        except OverflowError:
            raise Stopped("size") from None
        except (pickle.UnpicklingError, TypeError, ValueError) as error:
            raise Stopped("failed", str(error)) from error
        except (EOFError, ConnectionError):
            code = child.end()
            raise Stopped("time" if code == -signal.SIGPROF else "failed", f"exit {code}") from None
