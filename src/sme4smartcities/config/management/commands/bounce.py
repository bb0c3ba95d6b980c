"""``sme4sc bounce < mail``: take a delivery report that the mail server hands over."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from sme4smartcities.core.mail.bounces import take_report
from sme4smartcities.core.mail.reports import LARGEST, read

TRY_AGAIN = 75  # what a mail server understands as "not now" (sysexits: EX_TEMPFAIL)


class Command(BaseCommand):
    help = "Read a mail that came back from the standard input and stop writing to its address."

    def handle(self, *args: Any, **options: Any) -> None:
        """Take every mail, so that no answer to an answer is ever sent; say what it was."""
        report = read(sys.stdin.buffer.read(LARGEST))
        try:
            taken = report is not None and take_report(report)
        except DatabaseError:
            self.stderr.write("The database does not answer. Hand the mail over again.")
            sys.exit(TRY_AGAIN)
        self.stdout.write("noted" if taken else "left: no report about a mail of ours")
