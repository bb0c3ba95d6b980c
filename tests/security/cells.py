"""Try every cell of the permission table over HTTP and name the wrong ones."""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sme4smartcities.accounts.models import Member, Role
from tests.conftest import Browser, make_member
from tests.security.matrix import ROLES, Cast, Row, Table, Target

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
    send = getattr(client, row.verb.lower())
    if row.address.startswith("api:") and row.verb != "GET":
        response = send(address, target.data, content_type="application/json")
    else:
        response = send(address, target.data) if row.verb == "POST" else send(address)
    if response.status_code not in (301, 302, 303):
        return str(response.status_code)
    goal = response.headers["Location"]
    if "/account/login" in goal:
        return "login"
    return "factor" if "/account/2fa" in goal or "/reauthenticate" in goal else "go"


def wrong_cells(table: Table, cast: Cast, targets: Mapping[str, Target]) -> Iterator[str]:
    """Try each cell in its own transaction, which is undone, and tell those that came out wrong."""
    browsers = {role: signed_in(member) for role, member in cast.items()}
    for row in table.rows:
        target = HERE if row.target == "-" else targets[row.target]
        for role, expected in zip(ROLES, row.outcomes, strict=True):
            kept = deepcopy(browsers[role].cookies)  # an act may sign out or turn the key
            with transaction.atomic():
                found = outcome(browsers[role], row, target)
                transaction.set_rollback(True)
            browsers[role].cookies = kept
            for cache in caches.all():
                cache.clear()
            if found != expected:
                yield f"{row.address} {row.verb} {row.target} as {role}: {found}, not {expected}"
