"""How a vector is kept: half precision in the database, one byte a number where it is searched.

Both lose less than what separates two texts (docs/decisions/0060), a byte takes a quarter of the
memory of a float, and reading memory is what a search through 100,000 vectors waits for.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]

BLOCK = 1024  # rows that are widened at once: they fit into a core's own cache
_stored = np.dtype("<f2")


def to_blob(vector: Floats) -> bytes:
    return vector.astype(_stored).tobytes()


def from_blob(blob: bytes, dim: int) -> Floats | None:
    """Read a stored vector; None for one of another size or with numbers that are none."""
    if len(blob) != dim * _stored.itemsize:
        return None
    vector = np.frombuffer(blob, dtype=_stored).astype(np.float32)
    return vector if np.isfinite(vector).all() and vector.any() else None


class Codes(NamedTuple):
    """Rows as bytes, each with the number that one step is worth."""

    steps: Bytes
    worth: Floats

    @property
    def dim(self) -> int:
        return int(self.steps.shape[1])

    def widened(self, start: int, stop: int, room: Floats) -> Floats:
        """Give rows as floats, not yet multiplied by ``worth``; ``room`` is written over."""
        rows = room[: stop - start]
        np.copyto(rows, self.steps[start:stop])
        return rows


def coded(rows: Floats) -> Codes:
    """Round every row to 255 steps of its own size, a block at a time: rows may fill the memory."""
    codes = Codes(np.empty(rows.shape, np.int8), np.ones(len(rows), np.float32))
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        largest = np.abs(block).max(axis=1)
        worth = np.where(largest > 0, largest / 127, 1).astype(np.float32)
        codes.steps[start : start + BLOCK] = np.rint(block / worth[:, None])
        codes.worth[start : start + BLOCK] = worth
    return codes


def room_for(codes: Codes) -> Floats:
    return np.empty((BLOCK, codes.dim), np.float32)
