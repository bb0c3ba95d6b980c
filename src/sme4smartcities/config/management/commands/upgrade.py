from typing import Any

from django.core.management.base import BaseCommand

from sme4smartcities.config.upgrade import upgrade


class Command(BaseCommand):
    help = "Bring the data folder to this release: languages, tables, static files, vocabularies."

    def handle(self, *args: Any, **options: Any) -> None:
        upgrade(lambda step: self.stdout.write(f"{step} …"))
