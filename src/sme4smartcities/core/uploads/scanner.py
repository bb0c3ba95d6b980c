"""Whether a virus scanner has something against a file; without its answer there is none.

Speaks clamd's INSTREAM over TCP or a socket file: SME4SC_SCANNER=clamd://host:port or
clamd:///path/to/clamd.socket.
"""

import logging
import socket
import struct
import time
from collections.abc import Iterator
from enum import Enum
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

log = logging.getLogger(__name__)

CHUNK = 64 * 1024
CONNECT, TOTAL = 3.0, 60.0  # seconds


class Verdict(Enum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


def is_on() -> bool:
    return bool(settings.SCANNER)


def verdict(file: IO[bytes]) -> Verdict:
    """Ask the scanner. Whatever goes wrong, the answer is UNKNOWN."""
    try:
        answer = _ask(file)
    except OSError as error:
        log.warning("the scanner %s does not answer: %s", settings.SCANNER, error)
        return Verdict.UNKNOWN
    if answer == b"stream: OK":
        return Verdict.CLEAN
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        return Verdict.INFECTED
    log.warning("the scanner says %r", answer[:200])
    return Verdict.UNKNOWN


def _ask(file: IO[bytes]) -> bytes:
    deadline = time.monotonic() + TOTAL
    with _connected() as line:
        for piece in _instream(file):
            line.settimeout(_left(deadline))
            line.sendall(piece)
        return _answer(line, deadline)


def _connected() -> socket.socket:
    where = urlsplit(settings.SCANNER)
    if where.hostname:
        return socket.create_connection((where.hostname, where.port or 3310), CONNECT)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(CONNECT)
    try:
        line.connect(where.path)
    except OSError:
        line.close()
        raise
    return line


def _instream(file: IO[bytes]) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    while chunk := file.read(CHUNK):
        yield struct.pack("!L", len(chunk)) + chunk
    yield struct.pack("!L", 0)


def _answer(line: socket.socket, deadline: float) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        line.settimeout(_left(deadline))
        piece = line.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("too slow")
    return left
