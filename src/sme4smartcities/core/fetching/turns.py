"""Whose turn it is: one request at a time for a host and eight in all, for all workers together.

Counted where limits are (docs/decisions/0012), and closed like these when nothing can be counted.
"""

import contextlib
import logging
import random
import secrets
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.core.cache import caches

from sme4smartcities.core.fetching.answers import LONGEST_HOLD, Reason, Stop

log = logging.getLogger(__name__)

AT_ONCE = 8
LOOKS = 3  # at the places: one may become free behind the back of who looks along them
SLACK = 5.0  # seconds: a place is given back by its holder, or by time when the holder died
SOON = (5, 20)  # seconds until one whose turn it is not may ask again

T = TypeVar("T")


def counted(act: Callable[[], T]) -> T:
    """Ask what all workers share. Raises Stop where it does not answer."""
    try:
        return act()
    except Exception as error:
        log.exception("cannot count who is being asked: nobody is")
        raise Stop(Reason.BUSY, "nothing can be counted", retry_after=60) from error


def _soon() -> int:
    return random.randint(*SOON)


@contextlib.contextmanager
def place(seconds: float) -> Iterator[None]:
    """Take one of the eight places for at most this time. Raises Stop when all are taken."""
    numbers = [n for _ in range(LOOKS) for n in random.sample(range(AT_ONCE), AT_ONCE)]
    with contextlib.ExitStack() as held:
        if not any(_take(f"fetching:place:{number}", seconds, held) for number in numbers):
            raise Stop(Reason.BUSY, "all places are taken", retry_after=_soon())
        yield


def of_host(host: str, seconds: float, held: contextlib.ExitStack) -> None:
    """Take the turn of a host until ``held`` is closed. Raises Stop."""
    if wait := left_alone(host):
        raise Stop(Reason.HELD, host, retry_after=wait)
    if not _take(f"fetching:host:{host}", seconds, held):
        raise Stop(Reason.BUSY, f"{host} is being asked", retry_after=_soon())


def leave_alone(host: str, seconds: int) -> None:
    """Ask nothing of a host until it may be asked again, whatever the address."""
    seconds = min(seconds, LONGEST_HOLD)
    until = time.time() + seconds
    counted(lambda: caches["limits"].set(f"fetching:alone:{host}", until, timeout=seconds))


def left_alone(host: str) -> int:
    """Give the seconds until a host may be asked again; 0 when it may."""
    until = counted(lambda: caches["limits"].get(f"fetching:alone:{host}"))
    return max(1, round(until - time.time())) if until else 0


def _take(key: str, seconds: float, held: contextlib.ExitStack) -> bool:
    mine = secrets.randbits(62)
    if not counted(lambda: caches["limits"].add(key, mine, timeout=seconds + SLACK)):
        return False
    held.callback(_give_back, key, mine)
    return True


def _give_back(key: str, mine: int) -> None:
    """Free a place, unless it ran out meanwhile and is another's."""
    with contextlib.suppress(Stop):
        if counted(lambda: caches["limits"].get(key)) == mine:
            counted(lambda: caches["limits"].delete(key))
