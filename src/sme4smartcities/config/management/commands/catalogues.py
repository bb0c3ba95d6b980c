from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sme4smartcities.config import catalogues


class Command(BaseCommand):
    help = "Update the message catalogues from the sources and compile them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--compile-only", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["compile_only"]:
            for language, missing in catalogues.update_all().items():
                self.stdout.write(f"{language}: {missing} missing")
        catalogues.compile_all()
