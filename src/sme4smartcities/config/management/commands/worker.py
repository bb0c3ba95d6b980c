"""``sme4sc worker``: hear the journal and run background jobs until told to stop."""

import signal
import sys
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sme4smartcities.core.features import all_features
from sme4smartcities.core.jobs.worker import work
from sme4smartcities.core.journal.reactors import by_reactor
from sme4smartcities.core.memory import Growth


class Command(BaseCommand):
    help = "Hear the journal and run background jobs; SIGTERM finishes the running job and stops."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retire",
            action="store_true",
            help="end when large work is done, where a supervisor starts a fresh worker",
        )

    def handle(self, *args: Any, retire: bool = False, **options: Any) -> None:
        stop = Event()

        def ask(number: int, frame: object) -> None:
            stop.set()
            signal.signal(number, signal.SIG_DFL)  # asked twice, it goes at once

        signal.signal(signal.SIGTERM, ask)
        signal.signal(signal.SIGINT, ask)
        features = all_features()
        reactors = by_reactor([feature.reactions for feature in features])
        periodics = [periodic for feature in features for periodic in feature.periodic]
        if not work(reactors, periodics, stop, Growth() if retire else None):
            sys.exit(1)  # a lane died: whoever watches starts a fresh worker
