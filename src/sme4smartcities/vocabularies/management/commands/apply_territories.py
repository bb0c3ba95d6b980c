from typing import Any

from django.core.management.base import BaseCommand

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.services import apply_territory_table


class Command(BaseCommand):
    help = (
        "Show every undisputed place in its country, as the table applied last or the package says."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        apply_territory_table(actor=SYSTEM)
        self.stdout.write("The territory table is applied.")
