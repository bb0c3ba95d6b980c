"""How long one visit may take in all: looking up, connecting, asking, reading, every hop."""

from collections.abc import Callable
from dataclasses import dataclass

from sme4smartcities.core.fetching.answers import Reason, Stop


@dataclass(frozen=True)
class Deadline:
    end: float
    clock: Callable[[], float]

    def left(self) -> float:
        """Give the seconds that are left, always some. Raises Stop when there are none."""
        seconds = self.end - self.clock()
        if seconds <= 0:
            raise Stop(Reason.TOO_SLOW)
        return seconds
