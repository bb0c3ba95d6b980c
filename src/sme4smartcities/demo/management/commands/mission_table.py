from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sme4smartcities.demo import mission


class Command(BaseCommand):
    help = "Write README's table of promises from docs/reference/mission.toml (in a checkout)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not mission.SOURCE.exists():
            raise CommandError("Run this in a checkout: docs/reference/mission.toml is not here.")
        mission.README.write_text(mission.with_table(mission.README.read_text("utf-8")), "utf-8")
        self.stdout.write(f"{len(mission.promises())} promises written to README.md")
