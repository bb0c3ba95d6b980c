from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sme4smartcities.core.journal.services import seal_all
from sme4smartcities.core.journal.verify import chain_head, database_faults


class Command(BaseCommand):
    help = "Check the journal's chain, against a head that was published earlier if one is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", help="position:seal, as an earlier run printed it")

    def handle(self, *args: Any, **options: Any) -> None:
        seal_all()
        head = None
        if options["head"]:
            position, _, seal = options["head"].partition(":")
            head = (int(position), seal)
        if faults := database_faults(head):
            raise CommandError("The journal was changed:\n" + "\n".join(faults))
        position, seal = chain_head()
        self.stdout.write(f"The journal is whole. Head: {position}:{seal}")
