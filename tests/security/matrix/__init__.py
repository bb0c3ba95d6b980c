"""The permission table, written by hand: every address × verb × object × role → outcome.

A module per feature holds ``TABLE`` and ``targets(cast)``. Outcomes: a status; ``login`` for a
redirect to the sign-in page; ``go`` for a redirect after an act was done; ``factor`` for a redirect
to the page that asks for a second factor.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sme4smartcities.accounts.models import Member

ROLES = ("visitor", "member", "colleague", "manager", "verified", "coordinator", "operator")
Cast = Mapping[str, Member | None]


@dataclass(frozen=True)
class Target:
    """What an address is tried on: its arguments, its query, the form and the headers that are sent."""

    args: tuple[Any, ...] = ()
    query: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    address: str
    verb: str
    target: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One feature's part of the permission table."""

    name: str
    rows: tuple[Row, ...]
    targets: Callable[[Cast], Mapping[str, Target]]


def parse(text: str) -> Iterator[Row]:
    """Read the lines ``address verb target | outcome × 7``; the first line names the roles."""
    lines = [line for line in text.strip().splitlines() if line.strip() and line[0] != "#"]
    header = tuple(lines[0].partition("|")[2].split())
    assert header == ROLES, header
    for line in lines[1:]:
        left, _bar, right = line.partition("|")
        address, verb, target = left.split()
        outcomes = tuple(right.split())
        assert len(outcomes) == len(ROLES), line
        yield Row(address, verb, target, outcomes)


def tables() -> list[Table]:
    found = []
    for module in pkgutil.iter_modules(__path__):
        part = importlib.import_module(f"{__name__}.{module.name}")
        found.append(Table(module.name, tuple(parse(part.TABLE)), part.targets))
    return found
