"""Whatever is sent to any address, as whomever: an answer, never a crash."""

import os
import random
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from tests.security import fuzz
from tests.security.cells import make_cast, signed_in
from tests.security.matrix import Table, tables

# One round takes about a minute in all; more are for an evening.
ROUNDS = int(os.environ.get("SME4SC_FUZZ_ROUNDS", "1"))
SEED = os.environ.get("SME4SC_FUZZ_SEED", "1")
LEAVES = ("account_logout", "healthz")  # signs out; is not well without a worker


def shots(reader: fuzz.Reader, path: str, sent: dict, dice: random.Random) -> Iterator[fuzz.Shot]:
    """Give what is shot at one address: wrong queries, wrong arguments, wrong forms."""
    names = reader.parameters | set(fuzz.MARKS)
    names |= {name for form in reader.forms if form.method == "get" for name, _ in form.fields}
    forms = [form for form in reader.forms if form.method == "post" and "logout" not in form.action]
    if sent:
        forms.append(fuzz.Form(path, "post", list(sent.items())))
    for _ in range(ROUNDS):
        yield from fuzz.wrong_queries(path, names, dice, 1)
        for other in fuzz.twisted(path, dice, 1):
            yield fuzz.Shot(other, dice.choice(("GET", "POST")), dict(sent))
        for form in forms:
            yield dice.choice(list(fuzz.wrong_forms(form, dice, 4)))


def crashes(table: Table) -> Iterator[tuple[object, ...]]:
    """Shoot at every address of a table, each as somebody else; tell what ended in a crash."""
    cast = make_cast()
    clients = {role: signed_in(member) for role, member in cast.items()}
    for name, path, sent in fuzz.addresses(table, cast):
        dice = random.Random(f"{SEED} {path}")
        role = dice.choice(sorted(clients))
        reader = fuzz.read(clients[role], path)
        for shot in () if name in LEAVES else shots(reader, path, dict(sent), dice):
            status = undone(clients[role], shot)
            if status >= 500:
                yield role, status, shot.method, shot.address[:200], str(shot.data)[:400]


def undone(client: Client, shot: fuzz.Shot) -> int:
    """Shoot, and leave everything as it was."""
    kept = deepcopy(client.cookies)
    with transaction.atomic():
        status = fuzz.shoot(client, shot)
        transaction.set_rollback(True)
    client.cookies = kept
    for cache in caches.all():
        cache.clear()
    return status


@pytest.mark.once
@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_nothing_that_is_sent_ends_in_a_crash(db: None, table: Table):
    assert list(crashes(table)) == []
