from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from sme4smartcities.config.backup import newest, verify, write


class Command(BaseCommand):
    help = "Write everything (rows, files, key) into one file, while the platform goes on running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "target", nargs="?", type=Path, help="file; default DATA/backups/<time>"
        )
        parser.add_argument("--keep", type=int, default=14, help="newest ones kept in DATA/backups")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.DATA / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        name = timezone.now().strftime("%Y-%m-%dT%H-%M-%S.sme4sc")
        target = options["target"] or folder / name
        write(target)
        manifest = verify(target)
        rows = sum(about.get("rows", 0) for about in manifest["members"].values())
        for old in newest(folder)[options["keep"] :]:
            old.unlink()
        self.stdout.write(f"{target}: {rows} rows, {target.stat().st_size:,} bytes, verified")
