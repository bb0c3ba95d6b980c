"""How a process keeps its memory small: it gives back early what it needed for a moment only."""

import ctypes
import gc
from contextlib import suppress

# Options of glibc's mallopt(3), which another C library may not have.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
LARGE = 1024 * 1024  # bytes


def give_back_early() -> None:
    """Let the threads share two heaps, and return free ends and large blocks to the system.

    Left alone glibc opens a heap for each thread and keeps ever larger blocks. Call it before the
    first thread starts.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(ARENA_MAX, 2)
        mallopt(MMAP_THRESHOLD, LARGE)
        mallopt(TRIM_THRESHOLD, LARGE)


def give_back() -> None:
    """Return to the system what lies free between what is in use, after large work."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def settle_before_fork() -> None:
    """Keep what is loaded out of later collections, which would copy it into each child."""
    gc.collect()
    give_back()
    gc.freeze()
