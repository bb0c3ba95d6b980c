"""Two people act at the same moment, each on a connection of his or her own."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from sme4smartcities.core.errors import PlatformError
from tests.effort import PATIENCE


def somebody_waits_for_a_lock() -> bool:
    """Ask PostgreSQL. SQLite cannot say: there whoever begins second waits for the whole file."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """Begin the second act on its own connection while the first is not committed yet; give what the
    second is told."""
    said: list[str] = []
    failed: list[BaseException] = []
    acted, begins = threading.Event(), threading.Event()

    def follow() -> None:
        try:
            assert acted.wait(PATIENCE)
            begins.set()
            second()
        except PlatformError as refusal:
            said.append(str(refusal.message))
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=follow)
    thread.start()
    with transaction.atomic():
        first()
        acted.set()
        assert begins.wait(PATIENCE)
        until = time.monotonic() + PATIENCE
        while thread.is_alive() and not somebody_waits_for_a_lock() and time.monotonic() < until:
            time.sleep(0.02)
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert failed == []
    return said


@contextmanager
def real_connections(folder: Path) -> Iterator[None]:
    """Let each thread open the database anew: of SQLite a file, as in production, instead of the one
    in memory that all threads of a test share."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = folder / "crowd.sqlite3"
    with sqlite3.connect(path) as file:
        memory.backup(file)
    file.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name
