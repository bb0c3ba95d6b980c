"""Write everything the platform holds into one file, and read it back into any database.

The file is a tar of gzipped JSON lines, one member per table, the stored files, and a manifest
with the SHA-256 of each member. Rows are written as the database holds them, so that a backup of
SQLite restores into PostgreSQL and the other way round. What can be made again (search index,
caches) is left out.
"""

import gzip
import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from sme4smartcities.core.uploads.storage import PART
from sme4smartcities.organisations import suppression

FORMAT = 1
CHUNK = 1_000
KEY, SUPPRESSION_KEYS = "secret.key", "suppression.key"
MANIFEST, SEAL = "manifest.json", "manifest.sha256"


class Broken(Exception):
    """The file is not a whole backup; the message says what is wrong with it."""


def tables() -> list[type[models.Model]]:
    """Give every table worth keeping, including the links of many-to-many fields."""
    kept = [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]
    return [m for m in kept if m._meta.managed and m._meta.db_table not in derived_tables()]


def derived_tables() -> frozenset[str]:
    """Tables that are made again from others."""
    return frozenset({"django_content_type", "auth_permission", *settings.DERIVED_TABLES})


def migration_state() -> list[str]:
    rows = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in rows)


def _rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    fields = [field.attname for field in model._meta.concrete_fields]
    queryset = model._base_manager.order_by("pk").values(*fields)
    yield from queryset.iterator(chunk_size=CHUNK)


class _Writer:
    """A tar file whose members are hashed as they are added."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self.archive = archive
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, file: IO[bytes], **about: Any) -> None:
        file.seek(0, io.SEEK_END)
        size = file.tell()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        file.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self.archive.addfile(info, file)
        self.members[name] = {"sha256": digest, "size": size, **about}


def _add_table(writer: _Writer, model: type[models.Model]) -> None:
    with tempfile.TemporaryFile() as plain:
        count = 0
        with gzip.GzipFile(fileobj=plain, mode="wb", mtime=0) as packed:
            for row in _rows(model):
                packed.write(
                    json.dumps(row, cls=BackupEncoder, ensure_ascii=False).encode() + b"\n"
                )
                count += 1
        writer.add(f"tables/{model._meta.db_table}.jsonl.gz", plain, rows=count)


class BackupEncoder(DjangoJSONEncoder):
    """Times keep their microseconds; bytes become hex."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return o.isoformat()
        if isinstance(o, bytes | memoryview):
            return {"hex": bytes(o).hex()}
        return super().default(o)


@contextmanager
def _snapshot() -> Iterator[None]:
    """Hold one view of all tables while others go on writing."""
    engine: Any = connection
    usual = getattr(engine, "transaction_mode", None)
    if engine.vendor == "sqlite":  # our own mode takes the write lock from the start
        engine.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if engine.vendor == "sqlite":
            engine.transaction_mode = usual


def _add_file(writer: _Writer, path: Path) -> None:
    """Add a stored file, unless it is half written or was thrown away a moment ago."""
    if PART in path.name:
        return
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        writer.add(f"files/{path.relative_to(settings.FILES)}", file)


def write(target: Path) -> dict[str, Any]:
    """Write a backup next to its final place, then move it there; give its manifest."""
    part = target.with_name(target.name + ".part")
    part.touch(mode=0o600)
    with tarfile.open(part, "w") as archive:
        writer = _Writer(archive)
        with _snapshot():
            for model in tables():
                _add_table(writer, model)
            state = migration_state()
        for path in sorted(p for p in settings.FILES.rglob("*") if p.is_file()):
            _add_file(writer, path)
        writer.add(KEY, io.BytesIO(settings.SECRET_KEY.encode()))
        writer.add(SUPPRESSION_KEYS, io.BytesIO("\n".join(suppression.keys()).encode()))
        manifest = {
            "format": FORMAT,
            "release": settings.RELEASE,
            "made_at": timezone.now().isoformat(),
            "migrations": state,
            "members": writer.members,
        }
        text = json.dumps(manifest, indent=1).encode()
        writer.add(MANIFEST, io.BytesIO(text))
        writer.add(SEAL, io.BytesIO(hashlib.sha256(text).hexdigest().encode()))
    part.replace(target)
    return manifest


def verify(source: Path) -> dict[str, Any]:
    """Check every member against the manifest before anything is overwritten. Raises Broken."""
    try:
        with tarfile.open(source) as archive:
            return _checked(archive)
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as error:
        raise Broken(f"{source.name} is not a whole backup ({error})") from error


def _checked(archive: tarfile.TarFile) -> dict[str, Any]:
    found: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    for info in archive:
        file = archive.extractfile(info)
        if file is None or info.name.startswith("/") or ".." in Path(info.name).parts:
            raise Broken(f"{info.name} does not belong in a backup")
        found[info.name] = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        if info.name in (MANIFEST, SEAL):
            file.seek(0)
            texts[info.name] = file.read()
    if found[MANIFEST] != texts[SEAL].decode():
        raise Broken("the manifest is damaged")
    manifest: dict[str, Any] = json.loads(texts[MANIFEST])
    if manifest["format"] != FORMAT:
        raise Broken("the manifest is of another format")
    _compare(found, manifest)
    return manifest


def _compare(found: dict[str, str], manifest: dict[str, Any]) -> None:
    """See that each member is as the manifest says, and that there is no other."""
    for name, about in manifest["members"].items():
        if found.pop(name, None) != about["sha256"]:
            raise Broken(f"{name} is damaged or missing")
    if strange := sorted(found.keys() - {MANIFEST, SEAL}):
        raise Broken(f"{strange[0]} does not belong in this backup")


def lines(archive: tarfile.TarFile, name: str) -> Iterator[dict[str, Any]]:
    packed = archive.extractfile(name)
    assert packed is not None
    with gzip.GzipFile(fileobj=packed) as plain:
        for line in plain:
            yield json.loads(line)


def newest(folder: Path) -> Sequence[Path]:
    """Give the backups of a folder, newest first."""
    found = [*folder.glob("*.sme4sc"), *folder.glob("*.sme4sc.age")]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
