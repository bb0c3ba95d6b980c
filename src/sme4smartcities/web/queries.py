"""What home and the desk show, gathered from all manifests; a feature that fails is left out."""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from sme4smartcities.core.features import Count, DeskItem, all_features
from sme4smartcities.core.policies import Actor

log = logging.getLogger(__name__)
T = TypeVar("T")


def _asked(question: Callable[[], T]) -> Iterator[T]:
    """Ask one feature; a failure is logged and leaves its part of the page out."""
    try:
        yield question()
    except Exception:
        log.exception("a part of the page was left out: %r", question)


def _label(count: Count, value: int) -> str:
    return str(count.label % value)


def counts() -> list[tuple[str, int]]:
    """Give the numbers that features count, in the order of the manifests; zero stays out."""
    rows = sorted(
        (row for feature in all_features() for row in feature.counts), key=lambda row: row.position
    )
    return [(_label(row, value), value) for row in rows for value in _asked(row.count) if value]


def _items(source: Callable[[Actor], Iterable[DeskItem]], member: Actor) -> list[DeskItem]:
    return list(source(member))


def desk_items(member: Actor) -> list[DeskItem]:
    """Give what needs this member, most urgent first."""
    sources = [source for feature in all_features() for source in feature.desk]
    parts = [part for source in sources for part in _asked(partial(_items, source, member))]
    return sorted((item for part in parts for item in part), key=lambda item: item.urgency)
