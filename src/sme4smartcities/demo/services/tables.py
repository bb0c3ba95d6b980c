"""Let the Example's coordinator bring a table that was looked at row by row and waits for a word."""

from django.core.files import File
from django.db import transaction

from sme4smartcities.demo.content import DATA
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.exchange.services.importing import read_file, start_import

FILE = DATA / "example" / "files" / "harbour-firms.csv"
KEY = "import:harbour-firms"


def load_tables(ledger: Ledger) -> None:
    """Rows that are fine, that look like somebody who is there, and that say what is wrong."""
    if KEY not in ledger:
        _bring(ledger)
    read_file(ledger[KEY])  # one that was read already stays as it is


@transaction.atomic
def _bring(ledger: Ledger) -> None:
    with FILE.open("rb") as content:
        table = start_import(
            actor=Cast(ledger).member("coordinator"),
            upload=File(content, name=FILE.name),
            texts_in="en",
            language="en",
        )
    ledger.note(KEY, table)
