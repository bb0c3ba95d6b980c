from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sme4smartcities.core.features import SearchSource
from sme4smartcities.core.search.services import reindex, sources


class Command(BaseCommand):
    help = "Build the search index anew while it is in use. Without a kind: everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", help="what to index, for example: organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        known = {source.kind for source in sources()}
        if unknown := set(options["kinds"]) - known:
            raise CommandError(
                f"Nothing is found by the kind {', '.join(sorted(unknown))}. "
                f"There is: {', '.join(sorted(known)) or 'nothing yet'}."
            )
        done = reindex(options["kinds"], self.report)
        self.stdout.write(f"Done: {done:,} in the index.")

    def report(self, source: SearchSource, done: int, total: int) -> None:
        """Show one line for each kind; a terminal sees it grow, a log sees it when it ends."""
        line = f"{source.label}: {done:,} of {total:,}"
        if self.stdout.isatty():
            self.stdout.write(f"\r{line}", ending="\n" if done == total else "")
        elif done == total:
            self.stdout.write(line)
