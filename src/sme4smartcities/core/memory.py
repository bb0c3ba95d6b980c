"""How a process keeps its memory small: it gives back early what it needed for a moment only."""

import ctypes
import gc
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

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


def own_megabytes() -> float:
    """Megabytes that only this process holds; 0 where the system does not tell."""
    with suppress(OSError):
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
        return (
            sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024
        )
    return 0.0


@dataclass
class Growth:
    """Tells when a process has grown by large work and rests: the time to start it afresh.

    What large work leaves behind (heaps with holes, models, word lists) no collection gives back.
    """

    most: float = 40.0  # megabytes above those of the start
    rests: int = 3  # looks without work in a row
    busy: float = 0.02  # share of one processor above which a process does not rest
    start: float = field(default_factory=own_megabytes)
    _rested: int = 0
    _spent: float = field(default_factory=time.process_time)
    _at: float = field(default_factory=time.monotonic)

    def is_due(self) -> bool:
        """Look once; say whether the process is large and has rested since some looks."""
        spent, now = time.process_time(), time.monotonic()
        rests = spent - self._spent <= self.busy * (now - self._at)
        self._spent, self._at = spent, now
        self._rested = self._rested + 1 if rests else 0
        return self._rested >= self.rests and own_megabytes() - self.start > self.most
