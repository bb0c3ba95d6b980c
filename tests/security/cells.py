"""Try every cell of the permission table over HTTP and name the wrong ones."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial

from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sme4smartcities.accounts.models import Member, Role
from tests.conftest import Browser, make_member
from tests.security.matrix import ROLES, Row, Table, Target

HERE = Target()


def make_cast() -> dict[str, Member | None]:
    """One member for each role; whom they work for, the features' targets say."""
    cast: dict[str, Member | None] = {"visitor": None}
    for role in ROLES[1:]:
        cast[role] = make_member(role)
    for role in ("coordinator", "operator"):
        member = cast[role]
        assert member is not None
        Role.objects.create(member=member, role=role)
    return cast


def signed_in(member: Member | None) -> Client:
    """Give a browser of this member, proven a moment ago by password and second factor."""
    client = Browser(raise_request_exception=False)
    if member is not None:
        client.force_login(member)
    return client


def outcome(client: Client, row: Row, target: Target) -> str:
    """Send one request and give its outcome in the table's words."""
    address = reverse(row.address, args=target.args) + target.query
    send = partial(getattr(client, row.verb.lower()), address, headers=target.headers)
    files = [value for value in (target.data or {}).values() if hasattr(value, "seek")]
    for file in files:
        file.seek(0)  # who tried it before has read it
    if row.address.startswith("api:") and row.verb != "GET" and not files:
        response = send(target.data, content_type="application/json")
    else:
        response = send(target.data) if row.verb == "POST" else send()
    if response.status_code not in (301, 302, 303):
        return str(response.status_code)
    goal = response.headers["Location"]
    if "/account/login" in goal:
        return "login"
    return "factor" if "/account/2fa" in goal or "/reauthenticate" in goal else "go"


@dataclass(frozen=True)
class Cell:
    """One row of the table tried by one role."""

    row: Row
    role: str
    expected: str

    def __str__(self) -> str:
        return f"{self.row.address} {self.row.verb} {self.row.target} as {self.role}"


def cells_of(table: Table) -> Iterator[Cell]:
    for row in table.rows:
        for role, expected in zip(ROLES, row.outcomes, strict=True):
            yield Cell(row, role, expected)


class Stage:
    """The cast with their browsers, and the objects of one table, to try cells on."""

    def __init__(self, table: Table) -> None:
        cast = make_cast()
        self._targets: Mapping[str, Target] = table.targets(cast)
        self._browsers = {role: signed_in(member) for role, member in cast.items()}

    def _target(self, cell: Cell) -> Target:
        return HERE if cell.row.target == "-" else self._targets[cell.row.target]

    def path(self, cell: Cell) -> str:
        return reverse(cell.row.address, args=self._target(cell).args)

    def found(self, cell: Cell) -> str:
        """Try a cell in a transaction of its own, which is undone, and give its outcome."""
        browser, target = self._browsers[cell.role], self._target(cell)
        kept = deepcopy(browser.cookies)  # an act may sign out or turn the key
        with transaction.atomic():
            found = outcome(browser, cell.row, target)
            transaction.set_rollback(True)
        browser.cookies = kept
        for cache in caches.all():
            cache.clear()
        return found

    def wrong(self, cells: Iterable[Cell]) -> Iterator[str]:
        """Tell those cells that come out otherwise than written."""
        for cell in cells:
            if (found := self.found(cell)) != cell.expected:
                yield f"{cell}: {found}, not {cell.expected}"
