"""What runs in the child: one function, document after document, under limits it cannot lift.

Started as ``python -m sme4smartcities.core.parsing.child MODULE:FUNCTION MEGABYTES SECONDS`` with a
socket as its standard input, an empty environment and no settings: it holds no secret.
"""

import contextlib
import importlib
import os
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings

from sme4smartcities.core.parsing import wire

LARGEST_REQUEST = 64_000_000
TIRED = 200_000  # kB that it once held: memory is given back by ending
_forbidden = (
    *("socket.", "subprocess.", "urllib.", "pty.", "os.exec", "os.fork", "os.posix_spawn"),
    *("os.system", "os.remove", "os.rename", "os.mkdir", "os.chmod", "os.kill"),
)


def main(target: str, megabytes: str, seconds: str) -> None:
    channel = socket.socket(fileno=os.dup(0))
    settings.configure(USE_I18N=False)
    module, _, name = target.partition(":")
    function = getattr(importlib.import_module(module), name)
    _confine(int(megabytes) * 1_000_000)
    with contextlib.suppress(EOFError, ConnectionError):
        while _answer(channel, function, float(seconds)):
            pass


def _confine(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Let no library reach out, start a program or write, whatever a document talks it into."""
    if event.startswith(_forbidden) or (event == "open" and _writes(arguments)):
        raise PermissionError(f"{event} is not for a parser")


def _writes(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return bool(flags) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _answer(channel: socket.socket, function: Callable[..., Any], seconds: float) -> bool:
    """Parse one document; say whether this process is still good for another."""
    arguments = pickle.loads(wire.receive(channel, LARGEST_REQUEST))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        answer: tuple[str, Any] = ("done", function(*arguments))
    except MemoryError:
        answer = ("memory", None)
    except Exception as error:
        answer = ("failed", f"{type(error).__name__}: {error}"[:500])
    tired = answer[0] == "memory" or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > TIRED
    try:
        wire.send(channel, (*answer, tired))
    except MemoryError:
        wire.send(channel, ("memory", None, True))
    signal.setitimer(signal.ITIMER_PROF, 0)
    return not tired


if __name__ == "__main__":
    main(*sys.argv[1:])
