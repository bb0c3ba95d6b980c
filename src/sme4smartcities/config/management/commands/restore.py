from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sme4smartcities.config.backup import Broken
from sme4smartcities.config.restore import Occupied, restore
from sme4smartcities.config.sealing import opened


class Command(BaseCommand):
    help = "Bring a backup back. Stop the platform first."
    requires_system_checks: list[str] = []  # what a check refuses may be what a restore mends

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path)
        parser.add_argument("--identity", type=Path, help="file of the key of a sealed backup")
        parser.add_argument("--replace", action="store_true", help="overwrite what is there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with opened(options["source"], options["identity"]) as plain:
                restore(plain, replace=options["replace"], say=self.stdout.write)
        except (Broken, Occupied, FileNotFoundError) as error:
            raise CommandError(f"Nothing was changed: {error}.") from error
        self.stdout.write("Restored.")
