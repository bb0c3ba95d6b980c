"""How a connection is made: to an address that was checked, and to no name."""

import io
import socket
import ssl
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sme4smartcities.core.fetching.answers import Reason, Stop
from sme4smartcities.core.fetching.deadlines import Deadline
from sme4smartcities.core.fetching.targets import Origin

Connect = Callable[[str, int, float], socket.socket]


@cache
def certificates() -> ssl.SSLContext:
    """Trust whom the system trusts, and read the list of them once in each process."""
    return ssl.create_default_context()


def connect(address: str, port: int, seconds: float) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        line.settimeout(seconds)
        line.connect((address, port))
    except BaseException:
        line.close()
        raise
    return line


def open_line(
    addresses: Sequence[str], port: int, connect: Connect, deadline: Deadline
) -> socket.socket:
    """Connect to the first address that answers; each gets its share of the time. Raises Stop."""
    trouble: OSError | None = None
    for number, address in enumerate(addresses):
        share = deadline.left() / (len(addresses) - number)
        try:
            return connect(address, port, share)
        except OSError as error:
            trouble = error
    deadline.left()
    slow = isinstance(trouble, TimeoutError)
    raise Stop(Reason.TOO_SLOW if slow else Reason.UNREACHABLE, str(trouble)) from trouble


def secured(
    line: socket.socket, origin: Origin, context: ssl.SSLContext, deadline: Deadline
) -> socket.socket:
    """Have the server prove that it is the one that the address names. Raises Stop."""
    line.settimeout(deadline.left())
    try:
        return context.wrap_socket(line, server_hostname=origin.host)
    except ssl.SSLCertVerificationError as error:
        raise Stop(Reason.CERTIFICATE, error.verify_message) from error
    except TimeoutError as error:
        raise Stop(Reason.TOO_SLOW, "while agreeing on a key") from error
    except (OSError, ValueError) as error:
        raise Stop(Reason.UNREACHABLE, f"no secure connection: {error}"[:200]) from error


def send(line: socket.socket, data: bytes, deadline: Deadline) -> None:
    line.settimeout(deadline.left())
    try:
        line.sendall(data)
    except TimeoutError as error:
        raise Stop(Reason.TOO_SLOW, "while asking") from error
    except OSError as error:
        raise Stop(Reason.CUT_OFF, f"while asking: {error}") from error


class Incoming(io.RawIOBase):
    """What arrives, in time and within ``room`` bytes; what is more, or later, raises Stop."""

    def __init__(self, line: socket.socket, deadline: Deadline, room: int, full: str) -> None:
        self._line = line
        self._deadline = deadline
        self._full = full
        self.room = room

    def readable(self) -> bool:
        return True

    def make_room(self, room: int, full: str) -> None:
        """Begin another part of the answer, with a limit of its own; ``full`` names it."""
        self.room, self._full = room, full

    def readinto(self, buffer: Any) -> int:
        if not self.room:
            raise Stop(Reason.TOO_LARGE, self._full)
        self._line.settimeout(self._deadline.left())
        try:
            got = self._line.recv_into(buffer, min(len(buffer), self.room))
        except TimeoutError as error:
            raise Stop(Reason.TOO_SLOW, "while reading") from error
        except OSError as error:
            raise Stop(Reason.CUT_OFF, str(error)) from error
        self.room -= got
        return got
