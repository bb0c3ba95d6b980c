"""A server on this machine that misbehaves as it is told, and doors that take it for the internet."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sme4smartcities.core.fetching import Door
from tests.effort import PATIENCE

PUBLIC = "93.184.216.34"
PUBLIC_6 = "2606:2800:220:1:248:1893:25c8:1946"
MANY = 100_000  # times that an endless server goes on, should nobody hang up

Play = bytes | Callable[[socket.socket], None]


def reply(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """Write a whole answer, with the length that it has."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def redirect(to: str, status: int = 302) -> bytes:
    return reply(b"", f"Location: {to}", status=f"{status} Moved")


class Stage:
    """Answers by path: with bytes, or by doing with the connection whatever it likes."""

    def __init__(self, wrap: Callable[[socket.socket], socket.socket] = lambda line: line) -> None:
        self.plays: dict[str, Play] = {}
        self.otherwise: Play = reply(b"nothing here", status="404 Not Found")
        self.asked: list[str] = []  # whole heads
        self.closed = threading.Event()
        self._wrap = wrap
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.asked]

    def close(self) -> None:
        self.closed.set()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self._door.accept()
                threading.Thread(target=self._play, args=(line,), daemon=True).start()

    def _play(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            line.settimeout(PATIENCE)
            line = self._wrap(line)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = line.recv(65536)
                if not piece:
                    return
                head += piece
            self.asked.append(head.decode("latin-1"))
            play = self.plays.get(self.paths[-1], self.otherwise)
            if callable(play):
                play(line)
            else:
                line.sendall(play)
            line.shutdown(socket.SHUT_WR)
            line.recv(1)  # else what is still on its way would be lost with the connection

    def endless(self, begin: bytes, again: bytes) -> Play:
        def play(line: socket.socket) -> None:
            line.sendall(begin)
            for _ in range(MANY):
                line.sendall(again)

        return play

    def silent(self, line: socket.socket) -> None:
        self.closed.wait(PATIENCE)


@dataclass
class Internet:
    """Counts who is connected to; every address leads to the stage, and one name to some."""

    stage: Stage
    names: dict[str, list[str]] = field(default_factory=dict)
    connections: list[tuple[str, int]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)

    def look_up(self, host: str, port: int, seconds: float) -> list[str]:
        """Every name that nobody has made public leads to this machine."""
        self.looked_up.append(host)
        return self.names.get(host, ["127.0.0.1"])

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connections.append((address, port))
        return socket.create_connection(("127.0.0.1", self.stage.port), PATIENCE)

    def connect_to_a_drip(self, address: str, port: int, seconds: float) -> socket.socket:
        return Drip(fileno=self.connect(address, port, seconds).detach())

    def door(self, **others: Any) -> Door:
        """Open a door whose clock stands still: how busy this machine is decides nothing."""
        given: dict[str, Any] = {"look_up": self.look_up, "connect": self.connect}
        given |= {"clock": lambda: 0.0, **others}
        return Door(**given)

    @property
    def strangers(self) -> set[str]:
        """Addresses connected to that are not among the two public ones of the tests."""
        return {address for address, _ in self.connections} - {PUBLIC, PUBLIC_6}


@contextlib.contextmanager
def opened(stage: Stage) -> Iterator[Stage]:
    try:
        yield stage
    finally:
        stage.close()


class Drip(socket.socket):
    """A line on which bytes arrive one by one."""

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        return super().recv_into(buffer, 1)


class Ticking:
    """A clock that moves by one second whenever somebody looks at it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds
