"""``sme4sc worker``: hear the journal and run background jobs until told to stop."""

import signal
import sys
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from sme4smartcities.core.features import all_features
from sme4smartcities.core.jobs.worker import work
from sme4smartcities.core.journal.reactors import by_reactor


class Command(BaseCommand):
    help = "Hear the journal and run background jobs; SIGTERM finishes the running job and stops."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()

        def ask(number: int, frame: object) -> None:
            stop.set()
            signal.signal(number, signal.SIG_DFL)  # asked twice, it goes at once

        signal.signal(signal.SIGTERM, ask)
        signal.signal(signal.SIGINT, ask)
        features = all_features()
        reactors = by_reactor([feature.reactions for feature in features])
        periodics = [periodic for feature in features for periodic in feature.periodic]
        if not work(reactors, periodics, stop):
            sys.exit(1)  # a lane died: whoever watches starts a fresh worker
