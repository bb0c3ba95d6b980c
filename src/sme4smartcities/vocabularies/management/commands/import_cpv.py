from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sme4smartcities.core.errors import PlatformError
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.cpv import MOST_BYTES, Codes, read_codes
from sme4smartcities.vocabularies.services.procurement_codes import import_procurement_codes


class Command(BaseCommand):
    help = (
        "Read the EU's procurement codes (CPV) into their list, from one file or several: the XML or "
        "the table of SIMAP, the genericode or RDF/XML of EU Vocabularies, the code_xx.xml of the "
        "eForms SDK, or JSON {code: {language: label}}. Run again, it changes what has changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        codes: Codes = {}
        try:
            for path in options["files"]:
                for code, labels in read_codes(path.name, _bytes(path)).items():
                    codes.setdefault(code, {}).update(labels)
                self.stdout.write(f"{path.name}: read")
            brought = import_procurement_codes(actor=SYSTEM, codes=codes)
        except PlatformError as error:
            raise CommandError(f"{error.message} Nothing was written.") from error
        self.stdout.write(
            f"Codes: {brought.added} added, {brought.changed} changed, {brought.same} as they were. "
            f"Not in the file, left as they are: {brought.absent}."
        )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > MOST_BYTES:
        raise CommandError(f"{path} is too large to be the list of codes.")
    return data
