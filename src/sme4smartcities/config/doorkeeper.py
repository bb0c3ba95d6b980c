"""Let a request in once its head is whole, and hurry it from there: slow callers hold nobody up.

gunicorn's threads wait for a caller as long as he likes, so a handful of callers who send a letter
now and then would keep everybody else out. Here they wait in the loop that accepts connections,
which costs no thread, and leave after ten seconds. A body holds a thread, but must keep a pace; a web
server in front (docs/how-to/production.md) takes bodies in before it hands them on.
"""

import contextlib
import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import ThreadWorker

HEAD = 10.0  # seconds until the head of a request must be whole
GRACE = 5.0  # seconds before the pace of a body counts: it holds a thread
STALL = 30.0  # seconds for which the reader of a file may take nothing
PACE = 10_000  # bytes a second that a body, or the reader of an answer, must keep up
LARGEST_HEAD = 65_536  # bytes; beyond, the parser says what is wrong with it
END = b"\r\n\r\n"
LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Hurried(socket.socket):
    """A connection whose other side must keep the pace while a thread waits for it."""

    until = 0.0
    leaving = False

    def setblocking(self, flag: bool) -> None:
        """Begin the time of grace: a thread takes the connection up."""
        super().setblocking(flag)
        self.until = time.monotonic() + GRACE

    def recv(self, size: int, flags: int = 0) -> bytes:  # type: ignore[override]
        if self.leaving:
            super().setblocking(False)
        if self.gettimeout() == 0:
            return super().recv(size, flags)
        left = self.until - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            self.settimeout(left)
            data = super().recv(size, flags)
        except TimeoutError as error:
            raise NoMoreData from error
        self.until += len(data) / PACE
        return data

    def sendall(self, data: Any, flags: int = 0) -> None:  # type: ignore[override]
        self.settimeout(HEAD + len(data) / PACE)
        super().sendall(data, flags)

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        self.settimeout(STALL)
        return super().sendfile(file, offset, count)

    def shutdown(self, how: int) -> None:
        """Wait for nothing more: gunicorn lingers two seconds here, in the loop that serves all."""
        self.leaving = True
        super().shutdown(how)


class Porch:
    """A listener that gives hurried connections."""

    def __init__(self, listener: Any) -> None:
        self.listener = listener

    def accept(self) -> tuple[Hurried, Any]:
        caller, address = self.listener.accept()
        family, kind, protocol = caller.family, caller.type, caller.proto
        return Hurried(family, kind, protocol, fileno=caller.detach()), address

    def getsockname(self) -> Any:
        return self.listener.getsockname()


class Doorkeeper(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threads, with heads of requests read by the loop before them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heard: dict[Any, bytearray] = {}  # connections whose head is on its way, oldest first

    def accept(self, listener: Any) -> None:
        super().accept(Porch(listener))

    def enqueue_req(self, conn: Any) -> None:
        """Hear a caller out, from what the parser has read ahead, before a thread takes over."""
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + HEAD
        head = bytearray(conn.parser.unreader.take_buffered() if conn.parser else b"")
        if self._is_whole(conn, head):
            self._let_in(conn, head)
        elif conn.sock.fileno() >= 0:
            self.heard[conn] = head
            self.poller.register(conn.sock, EVENT_READ, partial(self._hear, conn))

    def _hear(self, conn: Any, _socket: Any) -> None:
        head = self.heard[conn]
        if not self._is_whole(conn, head):
            return
        self._forget(conn)
        self._let_in(conn, head)

    def _is_whole(self, conn: Any, head: bytearray) -> bool:
        """Take what has come; a caller who hung up is sent to the parser, which ends it."""
        try:
            while not (END in head[-LARGEST_HEAD:] or len(head) >= LARGEST_HEAD):
                if not (data := conn.sock.recv(LARGEST_HEAD)):
                    return True
                head += data
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def _let_in(self, conn: Any, head: bytearray) -> None:
        conn.init()
        conn.parser.unreader.unread(bytes(head))
        conn.data_ready = True
        super().enqueue_req(conn)

    def _forget(self, conn: Any) -> None:
        del self.heard[conn]
        with contextlib.suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)

    def murder_pending(self) -> None:
        """Send those away whose head did not come in time, all of them when the house closes."""
        super().murder_pending()
        now = time.monotonic()
        late = [conn for conn in self.heard if conn.timeout < now or not self.alive]
        for conn in late:
            began = bool(self.heard[conn])
            self._forget(conn)
            if began:
                with contextlib.suppress(OSError):
                    conn.sock.send(LATE)
            self.nr_conns -= 1
            conn.close()
