"""Bring a backup back: into an empty place, or over what is there when told so."""

import shutil
import tarfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils._os import safe_join

from sme4smartcities.config.backup import (
    CHUNK,
    KEY,
    SUPPRESSION_KEYS,
    Broken,
    lines,
    migration_state,
    tables,
    verify,
)
from sme4smartcities.core.features import all_features
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.organisations import suppression

Say = Callable[[str], None]


class Occupied(Exception):
    """There is data already; restoring over it must be asked for."""


def restore(source: Path, *, replace: bool, say: Say) -> None:
    """Verify the whole file first, then load it in one transaction, then what must follow a restore.

    Raises Broken when the file is damaged or of another release, Occupied when data would be lost.
    """
    manifest = verify(source)
    call_command("migrate", verbosity=0, interactive=False)
    if manifest["migrations"] != migration_state():
        raise Broken(
            f"this backup was made by release {manifest['release']}: install that release, "
            "restore, then upgrade"
        )
    if not replace and Entry.objects.exists():
        raise Occupied("this platform holds data already: add --replace to overwrite it")
    with tarfile.open(source) as archive:
        say("Unpacking files")
        fresh = _unpacked_files(archive)
        _load_rows(archive, say)
        _take_files(fresh)
        _take_key(archive)
        _take_suppression_keys(archive, say)
    for feature in all_features():
        for step in feature.after_restore:
            say(str(step.title))
            step.run()


@transaction.atomic
def _load_rows(archive: tarfile.TarFile, say: Say) -> None:
    """Replace every table's rows; foreign keys are checked at the end, as both databases defer them."""
    kept = tables()
    with connection.cursor() as cursor:
        for model in reversed(kept):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    with connection.constraint_checks_disabled():
        for model in kept:
            say(f"Restoring {model._meta.db_table}")
            _load_table(model, lines(archive, f"tables/{model._meta.db_table}.jsonl.gz"))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)
    connection.check_constraints()


def _load_table(model: type[models.Model], rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows raw: as they were written, times included."""
    fields = list(model._meta.concrete_fields)
    size = min(CHUNK, connection.ops.bulk_batch_size(fields, range(CHUNK)))
    while batch := list(islice(rows, size)):
        objects = [model(**{f.attname: _value(f, row[f.attname]) for f in fields}) for row in batch]
        insert: Any = model._base_manager
        insert._insert(objects, fields=fields, using=connection.alias, raw=True)


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, models.BinaryField) and value is not None:
        return bytes.fromhex(value["hex"])
    plain = isinstance(field, models.JSONField) or field.is_relation
    return value if plain else field.to_python(value)


def _unpacked_files(archive: tarfile.TarFile) -> Path:
    """Lay the files beside the present ones: a full disk then leaves everything as it was."""
    fresh = settings.FILES.with_name("files.restoring")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for info in archive:
        if info.isfile() and info.name.startswith("files/"):
            _unpack(archive, info, Path(safe_join(fresh, info.name.removeprefix("files/"))))
    return fresh


def _unpack(archive: tarfile.TarFile, info: tarfile.TarInfo, target: Path) -> None:
    """Write one file's bytes and nothing else of its entry: neither owner, mode nor link."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(info)
    assert content is not None
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _take_files(fresh: Path) -> None:
    shutil.rmtree(settings.FILES, ignore_errors=True)
    fresh.replace(settings.FILES)


def _take_key(archive: tarfile.TarFile) -> None:
    key = archive.extractfile(KEY)
    if key is not None and (settings.DATA / KEY).exists():
        (settings.DATA / KEY).write_bytes(key.read())


def _take_suppression_keys(archive: tarfile.TarFile, say: Say) -> None:
    """Put the keys that the restored hashes were made with beside those of this place."""
    kept = archive.extractfile(SUPPRESSION_KEYS)
    if kept is not None and suppression.take_keys(kept.read().decode().split()):
        say(f"Add the lines of {SUPPRESSION_KEYS} in this backup to SME4SC_SUPPRESSION_KEYS")
