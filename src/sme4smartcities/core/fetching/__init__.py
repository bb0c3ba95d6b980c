"""Every request that leaves the platform goes through here; nothing else opens a connection."""

from sme4smartcities.core.fetching.answers import (
    NOT_ASKED,
    Answer,
    Failed,
    Fetched,
    Reason,
    Unchanged,
    Validators,
)
from sme4smartcities.core.fetching.door import Door
from sme4smartcities.core.fetching.exchange import Limits
from sme4smartcities.core.fetching.gather import Wanted, gather
from sme4smartcities.core.fetching.polling import (
    Standing,
    back_off,
    next_check,
    spread,
    usual_wait,
)
from sme4smartcities.core.fetching.targets import Origin, origin

__all__ = [
    "NOT_ASKED",
    "Answer",
    "Door",
    "Failed",
    "Fetched",
    "Limits",
    "Origin",
    "Reason",
    "Standing",
    "Unchanged",
    "Validators",
    "Wanted",
    "back_off",
    "gather",
    "next_check",
    "origin",
    "spread",
    "usual_wait",
]
