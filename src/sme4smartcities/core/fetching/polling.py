"""When a source is asked again, and what becomes of it: pure functions of what was answered."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from sme4smartcities.core.fetching.answers import (
    LONGEST_HOLD,
    NOT_ASKED,
    Answer,
    Failed,
    Reason,
)

SHORTEST, LONGEST = timedelta(hours=1), timedelta(hours=24)
WEEK = timedelta(days=7)
SPREAD = 0.1  # of a wait, so that sources entered together are not asked together
TOLD_AFTER = 10  # failures in a row
MOVED_AFTER = 2  # answers in a row that name the same new address


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a source has fared; kept beside it, and replaced after each answer."""

    url: str
    failures: int = 0  # in a row
    moved_to: str = ""
    sightings: int = 0  # of that, in a row
    is_gone: bool = False  # never asked again, unless somebody says so

    def after(self, answer: Answer) -> "Standing":
        """Say how it stands now. An answer that asked nobody changes nothing."""
        if not isinstance(answer, Failed):
            return self._moved(answer.moved_to)
        if answer.reason in NOT_ASKED:
            return self
        gone = answer.reason == Reason.GONE
        return replace(self, failures=self.failures + 1, is_gone=self.is_gone or gone)

    def owner_must_know(self, before: "Standing") -> bool:
        """Say whether its owner must hear now that it fails: at the tenth time, or for good."""
        just_failed = before.failures < TOLD_AFTER <= self.failures
        return just_failed or (self.is_gone and not before.is_gone)

    def _moved(self, moved_to: str) -> "Standing":
        sightings = self.sightings + 1 if moved_to and moved_to == self.moved_to else 1
        if not moved_to or moved_to == self.url:
            return replace(self, failures=0, moved_to="", sightings=0)
        if sightings >= MOVED_AFTER:
            return replace(self, url=moved_to, failures=0, moved_to="", sightings=0)
        return replace(self, failures=0, moved_to=moved_to, sightings=sightings)


def back_off(failures: int) -> timedelta:
    """1 h, 2 h, 4 h … 24 h after so many failures in a row."""
    return min(SHORTEST * (1 << min(max(failures, 1) - 1, 5)), LONGEST)


def usual_wait(entries_a_week: float) -> timedelta:
    """Give the wait in which about one new entry is to be expected, between an hour and a day."""
    if entries_a_week <= 0:
        return LONGEST
    return max(SHORTEST, min(WEEK / entries_a_week, LONGEST))


def next_check(
    answer: Answer,
    *,
    failures: int = 0,
    usual: timedelta = SHORTEST,
    asked_for: Iterable[timedelta] = (),
) -> timedelta:
    """Say how long to wait. ``asked_for``: what the document itself wants (ttl, hours to skip).

    ``failures``: those in a row, this one with it.
    """
    if isinstance(answer, Failed):
        patience = timedelta(seconds=min(answer.retry_after, LONGEST_HOLD))
        if answer.reason in NOT_ASKED:
            return patience or SHORTEST
        return max(back_off(failures), patience)
    wanted = (usual, timedelta(seconds=answer.fresh_for), *asked_for)
    return max(SHORTEST, min(max(wanted), LONGEST))


def spread(wait: timedelta, key: str) -> timedelta:
    """Lengthen a wait by up to a tenth, always the same for one source."""
    drawn = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big")
    return wait * (1 + SPREAD * drawn / 2**32)
