"""How parent and child talk: one length and one pickle each way over a pair of sockets.

What comes from the child is foreign like the document it read: only the listed classes are made of it.
"""

import io
import pickle
import socket
import struct
import time
from collections.abc import Iterable
from typing import Any

_length = struct.Struct("!Q")


class _Listed(pickle.Unpickler):
    def __init__(self, data: bytes, classes: dict[tuple[str, str], type]) -> None:
        super().__init__(io.BytesIO(data))
        self._classes = classes

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self._classes[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not on the list") from None


def listed(classes: Iterable[type]) -> dict[tuple[str, str], type]:
    return {(made.__module__, made.__qualname__): made for made in classes}


def unpacked(data: bytes, classes: dict[tuple[str, str], type]) -> Any:
    return _Listed(data, classes).load()


def send(channel: socket.socket, value: Any, until: float | None = None) -> None:
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    channel.settimeout(_left(until))
    channel.sendall(_length.pack(len(data)))
    channel.sendall(data)


def receive(channel: socket.socket, most: int, until: float | None = None) -> bytes:
    """Wait for one message; raise EOFError when the other side is gone, TimeoutError when late."""
    length = _length.unpack(_exactly(channel, _length.size, until))[0]
    if length > most:
        raise OverflowError(length)
    return bytes(_exactly(channel, length, until))


def _exactly(channel: socket.socket, length: int, until: float | None) -> bytearray:
    data = bytearray(length)
    view = memoryview(data)
    while view:
        channel.settimeout(_left(until))
        count = channel.recv_into(view)
        if not count:
            raise EOFError
        view = view[count:]
    return data


def _left(until: float | None) -> float | None:
    if until is None:
        return None
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
