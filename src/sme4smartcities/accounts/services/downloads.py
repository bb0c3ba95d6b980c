"""Give a member everything that is kept about him or her, as one archive made by a job."""

import json
import secrets
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.facts import DataExportFetched, DataExportRequested
from sme4smartcities.accounts.models import DataExport, Member
from sme4smartcities.accounts.services.letters import write_to_member
from sme4smartcities.core import limits
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.personal_data import gather, registry
from sme4smartcities.core.policies import SYSTEM, Actor, require

FOLDER = "downloads"
KEPT = timedelta(days=7)
PATIENCE = timedelta(days=1)  # a job that is not done by then was lost with its worker
A_DAY = 86_400


@transaction.atomic
def ask_for_download(*, actor: Actor) -> DataExport:
    """Begin an archive; a second click gives the one that is being made. Raises TooMany."""
    require(actor.is_authenticated, _("Sign in to download your data."))
    member: Member = Member.objects.select_for_update().get(pk=actor.pk)
    running = DataExport.objects.filter(
        member=member,
        ready_at=None,
        failed_at=None,
        requested_at__gt=timezone.now() - PATIENCE,
    ).first()
    if running:
        return running
    limits.take("download", key=str(actor.pk), limit=5, per=A_DAY)
    made = DataExport.objects.create(member=member, total=len(registry()))
    record(DataExportRequested(actor_id=member.pk, subject_id=member.pk, export_id=made.pk))
    return made


def build_download(number: int) -> None:
    """Write the archive, show how far it is, tell the member. Doing it twice makes one archive.

    Each failure is noted, so that the member may ask anew while the job is tried again.
    """
    export = DataExport.objects.filter(pk=number, ready_at=None).select_related("member").first()
    if export is None:
        return
    try:
        _build(export)
    except Exception:
        DataExport.objects.filter(pk=number, ready_at=None).update(failed_at=timezone.now())
        raise


def _build(export: DataExport) -> None:
    with tempfile.TemporaryFile() as file:
        _write_archive(export, file)
        size = file.tell()
        name = default_storage.save(f"{FOLDER}/{secrets.token_urlsafe(24)}.zip", File(file))
    _close(export, name, size)


def _write_archive(export: DataExport, out: IO[bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        contents = {}
        for done, part in enumerate(gather(export.member), start=1):
            contents[part.name] = len(part.rows)
            archive.writestr(f"{part.name}.json", _as_json(part.rows))
            for name, file in part.files:
                with file:
                    archive.writestr(f"files/{part.name}/{name}", file.read())
            DataExport.objects.filter(pk=export.pk).update(done=done)
        about = {"made_at": timezone.now(), "member": export.member_id, "contents": contents}
        archive.writestr("contents.json", _as_json(about))


def _as_json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


@transaction.atomic
def _close(export: DataExport, name: str, size: int) -> None:
    row = DataExport.objects.select_for_update().filter(pk=export.pk, ready_at=None).first()
    if row is None:  # another worker was faster: one archive is enough
        default_storage.delete(name)
        return
    row.stored_as, row.size, row.done = name, size, row.total
    row.ready_at, row.failed_at = timezone.now(), None
    row.expires_at = row.ready_at + KEPT
    row.save()
    write_to_member(row.member, "download_ready", path=reverse("accounts:data"))


@transaction.atomic
def note_fetched(*, actor: Actor, export: DataExport) -> None:
    """Remember that the archive left the house, and who took it."""
    record(DataExportFetched(actor_id=actor.pk, subject_id=export.member_id, export_id=export.pk))


@transaction.atomic
def remove_old_downloads(*, actor: object = SYSTEM) -> int:
    """Delete archives whose week is over; give how many."""
    old = DataExport.objects.exclude(stored_as="").filter(expires_at__lte=timezone.now())
    for row in old:
        name = row.stored_as
        row.stored_as = ""
        row.save(update_fields=["stored_as"])
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
    return len(old)


def sweep_downloads() -> int:
    """Delete archives that no row knows, left by a worker that was killed; give how many."""
    lost = list(_lost())
    for name in lost:
        default_storage.delete(name)
    return len(lost)


def _lost() -> Iterator[str]:
    if not default_storage.exists(FOLDER):
        return
    known = set(DataExport.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    for file in default_storage.listdir(FOLDER)[1]:
        name = f"{FOLDER}/{file}"
        if (
            name not in known
            and default_storage.get_modified_time(name) < timezone.now() - PATIENCE
        ):
            yield name
