"""Bring a data folder to this release: catalogues, tables, static files, vocabularies, bookmarks.

A stamp of everything these steps depend on makes the second start skip them.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from sme4smartcities.config import catalogues
from sme4smartcities.core.features import all_features
from sme4smartcities.core.journal.reactors import by_reactor, ensure_bookmarks

Say = Callable[[str], None]


def _stamp() -> str:
    """Hash the sizes and times of the files that a first start works from."""
    digest = hashlib.sha256(
        settings.RELEASE.encode() + str(settings.DATABASES["default"]["NAME"]).encode()
    )
    for path in sorted(_sources()):
        about = path.stat()
        digest.update(f"{path}:{about.st_size}:{about.st_mtime_ns}".encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    package = settings.PACKAGE
    for pattern in ("**/migrations/*.py", "**/static/**/*", "**/data/*.json", "locale/**/*.po"):
        yield from (path for path in package.glob(pattern) if path.is_file())


def is_current() -> bool:
    kept = settings.DATA / "upgraded"
    return kept.exists() and kept.read_text() == _stamp()


def upgrade(say: Say) -> None:
    """Run every step, telling each one as it begins."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    say("Compiling the languages")
    catalogues.compile_all()
    say("Preparing the database")
    call_command("migrate", verbosity=0, interactive=False)
    say("Collecting styles, fonts and pictures")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    ensure_bookmarks(list(by_reactor([f.reactions for f in all_features()])))
    for feature in all_features():
        for step in feature.setup:
            say(str(step.title))
            step.run()
    (settings.DATA / "upgraded").write_text(_stamp())
