"""A connection is asked whether it still lives only after a rest, not before every request.

The question costs as much as all that a repeat view asks. A server that restarts while a thread is
busy breaks that thread's request with or without it.
"""

from time import monotonic

from django.db.backends.postgresql import base

REST = 1.0  # seconds without a request after which a connection may have been lost unnoticed


class DatabaseWrapper(base.DatabaseWrapper):
    health_check_done: bool
    _seen_alive = float("-inf")

    def connect(self) -> None:
        super().connect()
        self._seen_alive = monotonic()

    def close_if_health_check_failed(self) -> None:
        asked, now = not self.health_check_done, monotonic()
        if asked and now - self._seen_alive < REST:
            self.health_check_done = True
        super().close_if_health_check_failed()
        if asked and self.connection is not None:
            self._seen_alive = now
