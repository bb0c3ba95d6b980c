"""A process beside this one that knows what texts mean: called when it is needed, gone when it is not.

Models and vectors would double what a web process takes, so they live in one of their own, which
every thread of this process asks in turn. It ends when nobody asked for a while, or when this
process does; whoever asks next waits for a new one, or does without.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from threading import Lock
from typing import Any

from django.conf import settings

PROGRAM = "sme4smartcities.matching.companion_main"
COLD, WARM = 4.0, 1.0  # seconds that an answer is waited for: of one just called, of one at work
LARGEST = 4_000_000  # bytes of an answer


class _Process:
    """The process and the pipes to it; an answer that came too late is passed over."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.called = time.monotonic()
        self.answered = False
        self._number = 0
        self._held = b""
        self._child = subprocess.Popen(
            [sys.executable, "-m", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    @property
    def lives(self) -> bool:
        return self.owner == os.getpid() and self._child.poll() is None

    def ask(self, question: Mapping[str, Any], until: float) -> Any:
        """Give the answer; None when it does not come in time. Raises OSError when it broke."""
        self._number += 1
        line = json.dumps({"number": self._number, **question}) + "\n"
        assert self._child.stdin is not None
        self._child.stdin.write(line.encode())
        self._child.stdin.flush()
        while (answer := self._line(until)) is not None:
            found = json.loads(answer)
            self.answered = True
            if found["number"] == self._number:
                return found["answer"]
        return None

    def _line(self, until: float) -> bytes | None:
        assert self._child.stdout is not None
        pipe = self._child.stdout.fileno()
        while b"\n" not in self._held:
            left = until - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                return None
            part = os.read(pipe, 65_536)
            if not part or len(self._held) > LARGEST:
                raise BrokenPipeError
            self._held += part
        line, _, self._held = self._held.partition(b"\n")
        return line

    def end(self) -> None:
        """End it and wait for its end, if it is ours and not that of the process we came from."""
        if self.owner == os.getpid():
            with contextlib.suppress(OSError):
                self._child.kill()
            self._child.communicate()


_lock = Lock()
_process: _Process | None = None


def call() -> None:
    """Have it begin, unless it is there; do not wait for it."""
    if _lock.acquire(blocking=False):
        try:
            _there()
        finally:
            _lock.release()


def ask(question: Mapping[str, Any]) -> Any:
    """Give its answer; None where it is not there in time, or cannot answer."""
    global _process
    asked = time.monotonic()
    if not _lock.acquire(timeout=WARM):
        return None
    try:
        process = _there()
        patience = WARM if process.answered else COLD
        return process.ask(question, asked + patience)
    except (OSError, ValueError, KeyError, TypeError):
        if _process is not None:
            _process.end()
            _process = None
        return None
    finally:
        _lock.release()


def _there() -> _Process:
    global _process
    if _process is None or not _process.lives:
        if _process is not None:
            _process.end()
        _process = _Process()
    return _process


def end() -> None:
    """End it now; for tests and for a server that stops."""
    global _process
    with _lock:
        if _process is not None:
            _process.end()
            _process = None


def is_beside() -> bool:
    """Say whether meaning is asked of a process beside this one; tests read in their own."""
    return bool(settings.MEANING_BESIDE)
