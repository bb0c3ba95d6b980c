from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sme4smartcities.config.server import Server


class Command(BaseCommand):
    help = "Serve pages behind a web server of yours; start `sme4sc worker` beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address:port or unix:path")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        Server(bind=options["bind"], workers=options["workers"], threads=options["threads"]).run()
