from typing import Any

from django.core.management.base import BaseCommand

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.services import load_places, load_vocabularies


class Command(BaseCommand):
    help = "Bring lists of terms and places up to this release; what people edited stays."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_vocabularies(actor=SYSTEM)
        places = load_places(actor=SYSTEM)
        self.stdout.write(
            f"Terms: {loaded.added} added, {loaded.changed} changed. Places: {places} written."
        )
