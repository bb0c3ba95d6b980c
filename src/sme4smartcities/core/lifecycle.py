"""A lifecycle as data: acts that lead from some states to one, and whose each of them is.

A feature writes its table of acts, act → step, in ``lifecycle.py``. Its services ask `is_due`, its
policies `is_whose`, its pages `open_steps`: so a step is offered, allowed and taken by one table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sme4smartcities.core.errors import Message, PlatformError


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act. ``by``: whose it is, in the feature's own words; ``meaning``: what follows from it.

    A feature whose steps carry more (a fact, a note that is asked for) adds fields in a subclass.
    """

    label: Message
    sources: frozenset[str]
    target: str
    by: str = ""
    meaning: Message = ""


S = TypeVar("S", bound=Step)


def open_steps(table: Mapping[str, S], state: str) -> dict[str, S]:
    """Give the acts that lead on from a state, whoever may take them."""
    return {act: step for act, step in table.items() if state in step.sources}


def is_due(step: Step, state: str, otherwise: PlatformError) -> bool:
    """Say whether the step is still to be taken; a second click, or a second person who wants the
    same, finds it taken. Raises ``otherwise`` where it does not lead on from the state."""
    if state == step.target:
        return False
    if state not in step.sources:
        raise otherwise
    return True


def is_whose(step: Step, rules: Mapping[str, Callable[[], bool]]) -> bool:
    """Ask the rule of whose step it is; one for which there is no rule is nobody's."""
    rule = rules.get(step.by)
    return rule is not None and rule()


def reachable(table: Mapping[str, Step], start: str) -> frozenset[str]:
    """Give all states that steps lead to from one, that one included."""
    found, edge = {start}, {start}
    while edge:
        edge = {
            step.target
            for step in table.values()
            if step.sources & edge and step.target not in found
        }
        found |= edge
    return frozenset(found)
