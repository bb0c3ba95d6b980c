"""How a worker spends its time: one lane per queue, a heartbeat beside, and quiet waiting."""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Event, Thread, current_thread

from django.db import close_old_connections, connection, connections

from sme4smartcities.core.jobs import leases
from sme4smartcities.core.jobs.engine import Patience
from sme4smartcities.core.memory import give_back

log = logging.getLogger(__name__)

GLANCE = 0.2  # seconds between two looks that read no page
LOOK = 0.4  # seconds between two looks at the tables
LONGEST_WAIT = 1.0  # seconds until a look at the clock: delayed jobs become due by it


class Alarm:
    """Wakes a loop when another connection has changed the database.

    SQLite tells that without reading a page (``PRAGMA data_version``), so an idle worker costs
    nothing; elsewhere each pause ends in a look at the tables.
    """

    def __init__(self) -> None:
        self._seen: object = None

    def arm(self) -> None:
        """Remember the state of now; changes after this call wake the next wait."""
        self._seen = self._version()

    def wait(self, stop: Event, longest: float = LONGEST_WAIT) -> None:
        pause = GLANCE if connection.vendor == "sqlite" else LOOK
        deadline = time.monotonic() + longest
        while not stop.wait(pause) and time.monotonic() < deadline:
            if self._version() != self._seen:
                return

    def _version(self) -> object:
        if connection.vendor != "sqlite":
            return object()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return cursor.fetchone()


class Lane(Thread):
    """Runs one queue's jobs one after another until told to stop."""

    def __init__(
        self,
        run_next: "Callable[[Sequence[str], Lane], bool]",
        queue: str,
        owner: str,
        stop: Event,
    ) -> None:
        super().__init__(name=f"lane-{queue}", daemon=True)
        self.run_next = run_next
        self.queue = queue
        self.owner = owner
        self.stop = stop
        self.job_id: int | None = None

    def run(self) -> None:
        alarm, worked = Alarm(), False
        while not self.stop.is_set():
            if self._step(alarm):
                worked = True
                continue
            if worked:
                give_back()
            worked = False
            alarm.wait(self.stop)
        connections.close_all()

    def _step(self, alarm: Alarm) -> bool:
        try:
            close_old_connections()
            alarm.arm()
            return self.run_next([self.queue], self)
        except Exception:
            log.exception("%s stumbled; the job's lease will run out", current_thread().name)
            connection.close()
            self.stop.wait(1)
            return True
        finally:
            self.job_id = None


class HeartBeat(Thread):
    """Renews the leases of what the lanes are running, until all lanes have ended."""

    def __init__(self, lanes: Sequence[Lane], owner: str, patience: Patience) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self.lanes = lanes
        self.owner = owner
        self.patience = patience

    def run(self) -> None:
        next_beat = time.monotonic()
        while any(lane.is_alive() for lane in self.lanes):
            time.sleep(GLANCE)
            if time.monotonic() >= next_beat:
                next_beat += self.patience.lease / 3
                self._beat()
        connections.close_all()

    def _beat(self) -> None:
        running = [lane.job_id for lane in self.lanes if lane.job_id is not None]
        if not running:
            return
        try:
            close_old_connections()
            leases.renew(self.owner, running, self.patience)
        except Exception:
            log.exception("the heartbeat missed a beat")
            connection.close()
