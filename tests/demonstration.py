"""The demonstration, loaded once in a process: whoever lives in it later gets it back in a moment.

SQLite keeps it as a copy in memory, PostgreSQL as a second database.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import override_settings

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.services import load_demo
from sme4smartcities.vocabularies.services import load_places, load_vocabularies

_kept: dict[str, sqlite3.Connection] = {}
_made: list[str] = []  # databases of PostgreSQL


def load() -> None:
    """Load it as a house does that starts, in demo mode whatever the test is in."""
    with override_settings(DEMO=True):
        load_vocabularies(actor=SYSTEM)
        load_places(actor=SYSTEM)
        load_demo()


def fill() -> None:
    """Give an empty house the demonstration, for good: outside a transaction, rows and files."""
    if connection.vendor != "sqlite" or Member.objects.exists():
        load()
    elif "demo" in _kept:
        _put_back("demo")
        shutil.copytree(_aside(), _files(), dirs_exist_ok=True)
    else:
        load()
        _keep("demo")
        shutil.copytree(_files(), _aside(), dirs_exist_ok=True)


@contextmanager
def lived_in() -> Iterator[None]:
    """Let tests that roll back what they do live in it; before and after, the house is empty."""
    for cache in caches.all():
        cache.clear()  # they may hold counts of members whose numbers come again
    if connection.vendor != "sqlite":
        with _in_the_second_database():
            yield
        return
    _keep("empty")
    fill()
    yield
    _put_back("empty")


def _keep(name: str) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(copy)
    _kept[name] = copy


def _put_back(name: str) -> None:
    connection.ensure_connection()
    _kept[name].backup(connection.connection)


def _files() -> Path:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    folder.mkdir(exist_ok=True)
    return folder


def _aside() -> Path:
    return _files().with_name("files of the demonstration")


@contextmanager
def _in_the_second_database() -> Iterator[None]:
    first = connection.settings_dict["NAME"]
    second = f"{first}_demo"
    new = second not in _made
    if new:
        _ask_server(f'DROP DATABASE IF EXISTS "{second}"')
        _ask_server(f'CREATE DATABASE "{second}" TEMPLATE "{first}"')
        _made.append(second)
    _turn_to(second)
    try:
        if new:
            load()
        yield
    finally:
        _turn_to(first)


def forget() -> None:
    """Leave nothing on a server that is not ours."""
    while _made:
        _ask_server(f'DROP DATABASE "{_made.pop()}"')


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _ask_server(statement: str) -> None:
    connection.close()  # a database with readers is no template
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
