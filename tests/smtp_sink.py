"""A small mail server that takes everything, counts it, and can refuse, stall or hang up on demand."""

import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass(frozen=True)
class Taken:
    """One accepted mail and the moment just before the server's answer was sent."""

    at: float
    to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)  # type: ignore[return-value]

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])


@dataclass
class Sink:
    """``answer(address)`` gives the reply to RCPT; ``stall`` is slept before the final reply."""

    answer: Callable[[str], str] = lambda address: "250 ok"
    stall: Callable[[], float] = lambda: 0.0
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self.server = _Server(("127.0.0.1", 0), _Talk)
        self.server.sink = self
        self.port: int = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self) -> "Sink":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def counts(self) -> Counter[str]:
        return Counter(one.message_id for one in self.taken)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    sink: Any

    def handle_error(self, *_: object) -> None:
        """A client that was killed in mid-sentence is what this server is for."""


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        sink.connections += 1
        self.say("220 sink")
        to = ""
        while line := self.rfile.readline():
            verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP":
                    self.say("250 ok")
                case "RCPT":
                    to = rest.partition("<")[2].partition(">")[0]
                    self.say(sink.answer(to))
                case "DATA":
                    self.take(sink, to)
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("502 unknown")

    def take(self, sink: Sink, to: str) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # hung up before the end: nothing was sent
            lines.append(line[1:] if line.startswith(b"..") else line)
        sink.taken.append(Taken(time.time(), to, b"".join(lines)))
        time.sleep(sink.stall())
        self.say("250 taken")
