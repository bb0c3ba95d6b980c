from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sme4smartcities.config.backup import Broken, newest, verify, write
from sme4smartcities.config.sealing import make_key, recipients_of, seal


class Command(BaseCommand):
    help = "Write everything (rows, files, key) into one file, while the platform goes on running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "target", nargs="?", type=Path, help="file; default DATA/backups/<time>"
        )
        parser.add_argument("--keep", type=int, default=14, help="newest ones kept in DATA/backups")
        parser.add_argument(
            "--encrypt-to",
            action="append",
            metavar="age1…",
            help="seal the file for this public key; several times for several keys, each opens it",
        )
        parser.add_argument("--new-key", type=Path, metavar="FILE", help="make such a key and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["new_key"]:
                self.stdout.write(make_key(options["new_key"]))
                return
            recipients = recipients_of(options["encrypt_to"] or settings.BACKUP_TO)
        except (Broken, OSError) as error:
            raise CommandError(f"Nothing was written: {error}.") from error
        folder = settings.DATA / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        name = timezone.now().strftime("%Y-%m-%dT%H-%M-%S.sme4sc")
        target = options["target"] or folder / name
        write(target)
        manifest = verify(target)
        rows = sum(about.get("rows", 0) for about in manifest["members"].values())
        target = seal(target, recipients) if recipients else target
        for old in newest(folder)[options["keep"] :]:
            old.unlink()
        how = "verified, sealed" if recipients else "verified"
        self.stdout.write(f"{target}: {rows} rows, {target.stat().st_size:,} bytes, {how}")
