"""A request on its way in: its head first, then as much of a body as it says that it has."""

import re
import tempfile
import time
from typing import IO, Protocol

LARGEST_HEAD = 65_536  # bytes; beyond, the parser says what is wrong with it
LARGEST_BODY = 30_000_000  # bytes; the largest file that is taken, and the form around it
IN_MEMORY = 65_536  # bytes of a body; beyond, it goes into a file that has no name
HEAD = 10.0  # seconds until the head of a request must be whole
GRACE = 5.0  # seconds before the pace of a body counts
WHOLE = 300.0  # seconds until a body must be whole, whatever its pace
PACE = 10_000  # bytes a second that a body, or the reader of an answer, must keep up
LONGEST_LINE, MOST_TRAILERS = 8_190, 100
END = b"\r\n\r\n"
_length = re.compile(rb"\d{1,12}")


class Frame(Protocol):
    """Knows when a body is whole. ``length``: what it says of itself; ``wanted``: bytes to read yet."""

    whole: bool
    length: int

    @property
    def wanted(self) -> int: ...

    def take(self, data: bytes) -> None: ...


class Measured:
    """A body whose length its head tells."""

    def __init__(self, length: int) -> None:
        self.length = self.wanted = length
        self.whole = length == 0

    def take(self, data: bytes) -> None:
        self.wanted = max(0, self.wanted - len(data))
        self.whole = self.wanted == 0


class Chunked:
    """A body in chunks, read for its end alone; a faulty one is whole, for the parser to refuse."""

    length = 0
    wanted = LARGEST_HEAD

    def __init__(self) -> None:
        self.whole = False
        self._skip = 0
        self._line = bytearray()
        self._trailers: int | None = None

    def take(self, data: bytes) -> None:
        while data and not self.whole:
            if self._skip:
                passed = min(self._skip, len(data))
                self._skip, data = self._skip - passed, data[passed:]
                continue
            line, end, data = data.partition(b"\n")
            self._line += line
            if end:
                self._read(bytes(self._line.strip()))
                self._line.clear()
            elif len(self._line) > LONGEST_LINE:
                self.whole = True

    def _read(self, line: bytes) -> None:
        if self._trailers is not None:
            self._trailers += 1
            self.whole = not line or self._trailers > MOST_TRAILERS
            return
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            size = -1
        self.whole = size < 0
        if size > 0:
            self._skip = size + 2
        elif size == 0:
            self._trailers = 0


def frame_of(head: bytes) -> Frame:
    """Give what a head says of its body. An odd one is taken for none: the parser refuses it."""
    fields = [line.partition(b":") for line in head.lower().split(b"\r\n")[1:]]
    lengths = [value.strip() for name, _colon, value in fields if name == b"content-length"]
    codings = [value.strip() for name, _colon, value in fields if name == b"transfer-encoding"]
    if codings == [b"chunked"] and not lengths:
        return Chunked()
    if len(lengths) == 1 and not codings and _length.fullmatch(lengths[0]):
        return Measured(int(lengths[0]))
    return Measured(0)


class Arrival:
    """What has come of one request, and until when the rest must come."""

    def __init__(self, head: bytes = b"") -> None:
        self.began = time.monotonic()
        self.until = self.began + HEAD
        self.head = bytearray()
        self.body: IO[bytes] | None = None
        self.size = 0
        self.ended = False  # the caller says no more
        self._frame: Frame | None = None
        self._asked = False
        if head:
            self.take(head)

    @property
    def is_whole(self) -> bool:
        return self.ended or (self._frame is not None and self._frame.whole)

    @property
    def is_too_large(self) -> bool:
        told = self._frame.length if self._frame else 0
        return max(self.size, told) > LARGEST_BODY

    def asks_for_leave(self) -> bool:
        """Say, once, whether the caller sends the body only when told to go on."""
        if self._asked or self._frame is None:
            return False
        self._asked = True
        return b"expect: 100-continue" in self.head.lower()

    @property
    def wanted(self) -> int:
        return min(self._frame.wanted, LARGEST_HEAD) if self._frame else LARGEST_HEAD

    def take(self, data: bytes) -> None:
        """Take what has come; without data, nothing more will."""
        if not data:
            self.ended = True
        elif self._frame is None:
            self._take_head(data)
        else:
            self._take_body(data)

    def _take_head(self, data: bytes) -> None:
        sought = max(0, len(self.head) - len(END) + 1)
        self.head += data
        end = self.head.find(END, sought)
        if end >= 0:
            self._frame = frame_of(bytes(self.head[:end]))
            self.until = time.monotonic() + GRACE
            body = bytes(self.head[end + len(END) :])
            if body and not self._frame.whole:
                self._frame.take(body)
        elif len(self.head) >= LARGEST_HEAD:
            self.ended = True

    def _take_body(self, data: bytes) -> None:
        assert self._frame is not None
        if self.body is None:
            self.body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (read by a thread)
        self.body.write(data)
        self.size += len(data)
        self._frame.take(data)
        self.until = min(self.until + len(data) / PACE, self.began + WHOLE)

    def close(self) -> None:
        if self.body is not None:
            self.body.close()
