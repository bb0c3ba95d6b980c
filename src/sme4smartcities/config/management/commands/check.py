from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as DjangoCheck

from sme4smartcities.core import health
from sme4smartcities.matching.embedding import states


class Command(DjangoCheck):
    help = "Check the settings and, with --live, how the running house is doing."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--live", action="store_true", help="database, worker, jobs, backups")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        for state in states():
            self.stdout.write(f"Meaning: {state.say}" + ("" if state.well else " (NOT WELL)"))
        if not options["live"]:
            return
        found = list(health.signs())
        for sign in found:
            mark = "well" if sign.well else f"NOT WELL: {sign.say}"
            self.stdout.write(f"{sign.name:<26} {sign.value!s:<12} {mark}")
        if not all(sign.well for sign in found):
            raise CommandError("The house is not well.")
