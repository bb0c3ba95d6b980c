"""Parts of a page that other features fill; one that fails is left out and logged."""

import functools
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from sme4smartcities.core.features import Panel, all_features
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject

log = logging.getLogger(__name__)
T = TypeVar("T")
Held = dict[Any, Any]  # what the panels of one page have asked, and what they got
HELD = "held_for_panels"  # under this name a request carries it

_held: ContextVar[Held | None] = ContextVar("held_for_panels", default=None)


def asked_once_a_page(question: Callable[[Actor, int], T]) -> Callable[[Actor, int], T]:
    """Let all panels of a page share what the first of them fetched for its reader.

    Nothing is written while panels are filled; everywhere else the question is asked anew.
    """

    @functools.wraps(question)
    def shared(actor: Actor, number: int) -> T:
        held = _held.get()
        if held is None:
            return question(actor, number)
        key = shared, number
        if key not in held:
            held[key] = question(actor, number)
        found: T = held[key]
        return found

    return shared


def held_by(request: Any) -> Held:
    """Give what the panels of the page that is asked for share."""
    held: Held = vars(request).setdefault(HELD, {})
    return held


def give_to_panels(
    request: Any, question: Callable[[Actor, int], T | None], number: int, found: T
) -> None:
    """Let the panels of a page share what its view fetched; of a form that is sent, nothing, since
    it may change what was fetched."""
    if request.method in ("GET", "HEAD"):
        held_by(request)[question, number] = found


@contextmanager
def shared_with_panels(request: Any) -> Iterator[None]:
    """Let a view ask what the panels of its page will ask again; for reading alone."""
    token = _held.set(held_by(request))
    try:
        yield
    finally:
        _held.reset(token)


def of_slot(slot: str) -> list[Panel]:
    """Give the panels of a slot in the order in which they stand on the page."""
    panels = [panel for feature in all_features() for panel in feature.panels if panel.slot == slot]
    return sorted(panels, key=lambda panel: panel.position)


def filled(
    slot: str, actor: Actor, subject: Subject, held: Held | None = None
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give template and context of each panel that has something to show to this reader.

    ``held``: the page's own; all its slots share it.
    """
    for panel in of_slot(slot):
        token = _held.set({} if held is None else held)
        try:
            content = panel.fill(actor, subject)
        except Exception:
            log.exception("panel %s of %s was left out", panel.template, subject)
            continue
        finally:
            _held.reset(token)
        if content is not None:
            yield panel.template, content
