"""Two acts at the same moment, each on a connection of its own; needs PostgreSQL."""

import threading
import time
from collections.abc import Callable

from django.db import connection, transaction

from sme4smartcities.core.errors import PlatformError
from tests.effort import PATIENCE


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """Begin the second act on its own connection while the first is not committed yet."""
    said: list[str] = []
    acted = threading.Event()

    def follow() -> None:
        try:
            assert acted.wait(PATIENCE)
            second()
        except PlatformError as refusal:
            said.append(str(refusal.message))
        finally:
            connection.close()

    thread = threading.Thread(target=follow)
    thread.start()
    with transaction.atomic():
        first()
        acted.set()
        until = time.monotonic() + PATIENCE
        while thread.is_alive() and not somebody_waits_for_a_lock() and time.monotonic() < until:
            time.sleep(0.02)
    thread.join(PATIENCE)
    assert not thread.is_alive()
    return said
