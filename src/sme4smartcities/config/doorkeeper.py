"""Let a request in once it is whole, and hurry it until then: slow callers hold nobody up.

gunicorn's threads wait for a caller as long as he likes, so a handful of callers who send a letter
now and then would keep everybody else out. Here they wait in the loop that accepts connections,
which costs no thread, and leave in time: a head must come within ten seconds, a body must keep a
pace. A body of some size waits in a file. Where these take too much room, a thread takes the rest in.
"""

import contextlib
import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import IO, Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import ThreadWorker

from sme4smartcities.config.arriving import GRACE, HEAD, LARGEST_HEAD, PACE, Arrival
from sme4smartcities.core.errors import Message

FAREWELL = 3.0  # seconds for a caller who is sent away to read why
STALL = 30.0  # seconds for which the reader of a file may take nothing
AT_ONCE = 16  # times that the loop reads from one caller before it turns to the others
ROOM = 300_000_000  # bytes of bodies that wait, in one process
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
LATE = "408 Request Timeout", _("The request did not arrive in time. Send it again.")
LARGE = "413 Content Too Large", _("The request is too large. Send less at a time.")


def refusal(status: str, sentence: Message, head: bytes) -> bytes:
    """Write an answer to a caller whom no view will see, in a language that he reads."""
    with translation.override(_language(head)):
        text = f"{sentence}\n".encode()
        language = translation.get_language() or "en"
    lines = (
        f"HTTP/1.1 {status}",
        "Connection: close",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Language: {language}",
        f"Content-Length: {len(text)}",
    )
    return "\r\n".join((*lines, "", "")).encode() + text


def _language(head: bytes) -> str:
    _name, _end, rest = head.lower().partition(b"\r\naccept-language:")
    wanted = rest.partition(b"\r\n")[0].strip().decode("ascii", "ignore")
    for code, _weight in parse_accept_lang_header(wanted[:200]):
        with contextlib.suppress(LookupError):
            return translation.get_supported_language_variant(code)
    return "en"


class Hurried(socket.socket):
    """A connection whose other side must keep the pace while a thread waits for it.

    ``held``: what came of a body before a thread took over; it is read first.
    """

    until = 0.0
    leaving = False
    held: IO[bytes] | None = None

    def setblocking(self, flag: bool) -> None:
        """Begin the time of grace: a thread takes the connection up."""
        super().setblocking(flag)
        self.until = time.monotonic() + GRACE

    def hold(self, body: IO[bytes] | None) -> None:
        if body is not None:
            body.seek(0)
        self.held = body

    def rest_held(self, size: int = -1) -> bytes:
        """Take from what is held; the last of it gives its room back."""
        if self.held is None:
            return b""
        data = self.held.read(size)
        if not data or size < 0:
            self.held.close()
            self.held = None
        return data

    def recv(self, size: int, flags: int = 0) -> bytes:  # type: ignore[override]
        if data := self.rest_held(size):
            return data
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

    def close(self) -> None:
        self.rest_held()
        super().close()


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
    """gunicorn's threads, with requests read by the loop before them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[Any, Arrival] = {}  # connections whose request is on its way
        self.leaving: dict[
            Any, float
        ] = {}  # those that were sent away, until when they may read it

    def accept(self, listener: Any) -> None:
        super().accept(Porch(listener))

    def enqueue_req(self, conn: Any) -> None:
        """Hear a caller out, from what the parser has read ahead, before a thread takes over."""
        conn.sock.setblocking(False)
        ahead = conn.parser.unreader.take_buffered() if conn.parser else b""
        self.arriving[conn] = Arrival(ahead)
        self._hear(conn, conn.sock)
        if conn in self.arriving:
            self.poller.register(conn.sock, EVENT_READ, partial(self._hear, conn))

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Give the parser what was held and belongs to the caller's next request."""
        if conn.parser is not None and (rest := conn.sock.rest_held()):
            conn.parser.unreader.unread(conn.parser.unreader.take_buffered() + rest)
        super().finish_request(conn, fs)

    def _hear(self, conn: Any, _socket: Any) -> None:
        arrival = self.arriving[conn]
        self._take(conn, arrival)
        if arrival.is_too_large:
            self._send_away(conn, LARGE)
        elif arrival.is_whole or (arrival.size and self._is_full()):
            self._forget(conn)
            self._let_in(conn, arrival)

    def _take(self, conn: Any, arrival: Arrival) -> None:
        """Take what has come; a caller who hung up is sent to the parser, which ends it."""
        try:
            for _time in range(AT_ONCE):
                if arrival.is_whole or arrival.is_too_large:
                    return
                if arrival.asks_for_leave():
                    conn.sock.send(GO_ON)
                arrival.take(conn.sock.recv(arrival.wanted))
        except BlockingIOError:
            return
        except OSError:
            arrival.take(b"")

    def _is_full(self) -> bool:
        return sum(arrival.size for arrival in self.arriving.values()) > ROOM

    def _let_in(self, conn: Any, arrival: Arrival) -> None:
        conn.init()
        conn.parser.unreader.unread(bytes(arrival.head))
        conn.sock.hold(arrival.body)
        conn.data_ready = True
        super().enqueue_req(conn)

    def _forget(self, conn: Any) -> None:
        del self.arriving[conn]
        self._unregister(conn)

    def _unregister(self, conn: Any) -> None:
        with contextlib.suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)

    def _send_away(self, conn: Any, why: tuple[str, Message]) -> None:
        """Tell a caller why, if he began to speak, and let him read it while nobody listens."""
        arrival = self.arriving[conn]
        self._forget(conn)
        arrival.close()
        self.leaving[conn] = 0.0
        with contextlib.suppress(OSError):
            if arrival.head and self.alive:
                conn.sock.send(refusal(*why, bytes(arrival.head)))
                conn.sock.shutdown(socket.SHUT_WR)
                self.leaving[conn] = time.monotonic() + FAREWELL
                self.poller.register(conn.sock, EVENT_READ, partial(self._listen_no_more, conn))
        if not self.leaving[conn]:
            self._close(conn)

    def _listen_no_more(self, conn: Any, _socket: Any) -> None:
        """Throw away what still comes: a connection closed before that takes its last words back."""
        try:
            over = not conn.sock.recv(LARGEST_HEAD)
        except OSError as error:
            over = not isinstance(error, BlockingIOError)
        if over:
            self._close(conn)

    def _close(self, conn: Any) -> None:
        del self.leaving[conn]
        self._unregister(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Send those away who did not come in time, all of them when the house closes."""
        super().murder_pending()
        now = time.monotonic()
        arriving, leaving = list(self.arriving.items()), list(self.leaving.items())
        for conn in [one for one, way in arriving if way.until < now or not self.alive]:
            self._send_away(conn, LATE)
        for conn in [one for one, until in leaving if until < now or not self.alive]:
            self._close(conn)
