"""What work costs, in steps that are counted: the clock of a busy machine decides no test.

How fast something is, ./bench measures, as a multiple of something else in the same run.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

PATIENCE = 120  # seconds of the clock for other processes, after which a hung test ends
HUNG = 60  # seconds of processor time; what is watched takes less than a hundredth


def steps(act: Callable[..., object], *given: object) -> int:
    """Do it once and count the lines of Python that run, those of a loop as often as it turns."""
    count = 0

    def follow(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return follow

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        act(*given)
    finally:
        sys.settrace(before)
    return count


class Hung(Exception):
    """A test that would not end."""


@contextmanager
def hang_guard(seconds: float = HUNG) -> Iterator[None]:
    """End work that would go on for minutes, so that the suite goes on; nothing else is decided."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise Hung(f"not done after {seconds} s of processor time")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
