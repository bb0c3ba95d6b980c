"""One question and its answer over one connection: HTTP/1.1, as little of it as is needed."""

import io
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse, IncompleteRead, RemoteDisconnected
from typing import Any

from sme4smartcities.core.fetching.answers import Reason, Stop
from sme4smartcities.core.fetching.deadlines import Deadline
from sme4smartcities.core.fetching.lines import Incoming, send
from sme4smartcities.core.fetching.packing import unpacker
from sme4smartcities.core.fetching.targets import Target

LARGEST_HEAD = 64 * 1024  # bytes, all interim answers with it
FRAMES = 64 * 1024  # bytes that chunks may need around a body
CHUNK = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much one visit may take, every hop with it."""

    seconds: float = 10
    raw: int = 5_000_000  # bytes of a body as it arrives
    decoded: int = 5_000_000  # bytes of it unpacked
    redirects: int = 5


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes  # empty where it was not wanted

    def header(self, name: str) -> str:
        return str(self.headers.get(name, ""))


@dataclass(frozen=True)
class Question:
    method: str
    headers: Mapping[str, str]
    body: bytes | None = None

    def written(self, target: Target) -> bytes:
        """Write it down. Raises ValueError where a header would end early: a fault of ours."""
        headers = {"Host": target.origin.authority, **self.headers, "Connection": "close"}
        if self.body is not None:
            headers["Content-Length"] = str(len(self.body))
        lines = [f"{self.method} {target.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("a header of more than one line")
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + (self.body or b"")


class _Plug:
    """What http.client takes for a socket: it only wants to read."""

    def __init__(self, reader: io.BufferedReader) -> None:
        self._reader = reader

    def makefile(self, mode: str) -> io.BufferedReader:
        return self._reader


def exchange(
    line: socket.socket, target: Target, question: Question, limits: Limits, deadline: Deadline
) -> Reply:
    """Ask, and read a body where the answer is a good one. Raises Stop."""
    send(line, question.written(target), deadline)
    incoming: Any = Incoming(line, deadline, LARGEST_HEAD, "headers")
    reader = io.BufferedReader(incoming)
    try:
        response = _head(reader, question.method)
        incoming.make_room(limits.raw + FRAMES, "body")
        body = _body(response, limits) if response.status in (200, 201, 202, 203) else b""
        return Reply(response.status, response.headers, body)
    except RemoteDisconnected as error:
        raise Stop(Reason.CUT_OFF, "closed without an answer") from error
    except IncompleteRead as error:
        raise Stop(Reason.CUT_OFF, "a chunk is missing") from error
    except (HTTPException, ValueError) as error:
        raise Stop(Reason.GARBLED, f"{type(error).__name__} {error}"[:200]) from error


def _head(reader: io.BufferedReader, method: str) -> HTTPResponse:
    """Read on until the real answer begins; interim ones use up the same room."""
    while True:
        plug: Any = _Plug(reader)
        response = HTTPResponse(plug, method=method)
        response.begin()
        if response.status >= 200:
            return response
        unplugged: Any = response
        unplugged.fp = None  # else it would close what the next one reads
        if response.status == 101:
            raise Stop(Reason.GARBLED, "another protocol, unasked")


def _body(response: HTTPResponse, limits: Limits) -> bytes:
    transfer = str(response.headers.get("Transfer-Encoding", "chunked")).strip().lower()
    if transfer not in ("chunked", "identity"):
        raise Stop(Reason.ENCODING, f"Transfer-Encoding {transfer[:40]}")
    if response.length is not None and response.length > limits.raw:
        raise Stop(Reason.TOO_LARGE, f"{response.length} bytes are announced")
    unpack = unpacker(str(response.headers.get("Content-Encoding", "")))
    body = bytearray()
    while piece := response.read(CHUNK):
        for part in unpack.feed(piece):
            body += part
            if len(body) > limits.decoded:
                raise Stop(Reason.TOO_LARGE, "unpacked")
    if response.length or not unpack.is_whole:
        raise Stop(Reason.CUT_OFF, "less than announced")
    return bytes(body)
