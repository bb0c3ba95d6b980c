"""Let files in, change who sees them, throw them away."""

import hashlib
import logging
from collections.abc import Mapping
from typing import IO, Any, Protocol

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.uploads import documents, facts, images, names, scanner
from sme4smartcities.core.uploads.kinds import MOST_BYTES, WEBP, Kind, MediaType
from sme4smartcities.core.uploads.models import State, StoredFile, new_key
from sme4smartcities.core.uploads.queries import files_of, orphans, stored_by

log = logging.getLogger(__name__)

A_DAY = 86_400
MOST_A_DAY = 200
MOST_STORED = 1_000_000_000  # bytes of one member


class Upload(Protocol):
    """What a form's file field gives, or any open binary file with a name."""

    name: str | None

    def read(self, size: int = -1, /) -> bytes: ...


def accept(
    *, actor: Actor, upload: Upload, kind: Kind, subject: Subject, audience: str
) -> StoredFile:
    """Check a file, keep what we make of it and give its row.

    The pieces are on the disk before the row is written: a row without a file cannot be, and a
    file whose row was rolled back is swept away. Raises Refused with what to do, or TooMany.
    """
    data = _bytes(upload, kind)
    _check_share(actor, len(data))
    file = StoredFile(
        key=new_key(),
        kind=kind,
        name=names.kept(upload.name or ""),
        owner_id=actor.pk,
        subject_kind=subject.kind,
        subject_id=subject.id,
        audience=audience,
        state=State.PENDING if scanner.is_on() else State.READY,
    )
    pieces = _pieces(file, data)
    _store(file, {version: ContentFile(piece) for version, piece in pieces.items()})
    _enter(file)
    return file


def deposit(
    *,
    actor: Actor,
    content: IO[bytes],
    name: str,
    media_type: MediaType,
    kind: Kind,
    subject: Subject,
    audience: str,
) -> StoredFile:
    """Keep a file that the platform made itself: nothing of it is checked, however large it is."""
    file = StoredFile(
        key=new_key(),
        kind=kind,
        name=names.kept(name),
        served_as=names.served_as(name, media_type.ending),
        media_type=media_type.type,
        versions=["original"],
        owner_id=actor.pk,
        subject_kind=subject.kind,
        subject_id=subject.id,
        audience=audience,
        state=State.READY,
    )
    file.sha256, file.size = _measured(content)
    _store(file, {"original": File(content)})
    _enter(file)
    return file


def _measured(content: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(1_000_000):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _bytes(upload: Upload, kind: Kind) -> bytes:
    data = upload.read(MOST_BYTES[kind] + 1)
    if len(data) > MOST_BYTES[kind]:
        raise Refused(
            _("The file is larger than %(size)s MB. Make it smaller and try again.")
            % {"size": MOST_BYTES[kind] // 1_000_000},
            code="too_large",
        )
    if not data:
        raise Refused(_("The file is empty. Choose another one."), code="empty")
    return data


def _check_share(actor: Actor, size: int) -> None:
    if actor.pk is None:
        return
    limits.take("upload", key=str(actor.pk), limit=MOST_A_DAY, per=A_DAY)
    if stored_by(actor.pk) + size > MOST_STORED:
        raise Refused(
            _("Your files take all the room you have here. Delete some, or ask the coordinator."),
            code="no_room_left",
        )


def _pieces(file: StoredFile, data: bytes) -> dict[str, bytes]:
    """Fill in what the content says about the file; give the pieces to keep, the largest last."""
    if file.kind == Kind.IMAGE:
        media_type = WEBP
        pieces, file.width, file.height = images.remade(data)
    else:
        media_type, kept = documents.recognised(data, Kind(file.kind))
        pieces = {"original": kept}
    largest = pieces[[*pieces][-1]]
    file.media_type = media_type.type
    file.served_as = names.served_as(file.name, media_type.ending)
    file.versions = [*pieces]
    file.size = len(largest)
    file.sha256 = hashlib.sha256(largest).hexdigest()
    return pieces


def _store(file: StoredFile, pieces: Mapping[str, File]) -> None:
    try:
        for version, content in pieces.items():
            default_storage.save(file.path(version), content)
    except OSError as error:
        log.exception("cannot keep file %s", file.key)
        _remove([file.path(version) for version in pieces])
        raise Refused(
            _(
                "The file cannot be kept at the moment: the storage is full or out of reach. "
                "Nothing else is lost; try again later."
            ),
            code="storage",
        ) from error


@transaction.atomic
def _enter(file: StoredFile) -> None:
    file.save()
    record(
        facts.FileAccepted(
            actor_id=file.owner_id,
            subject_id=file.pk,
            about=str(file.subject),
            media_type=file.media_type,
            size=file.size,
        )
    )


@transaction.atomic
def open_to(*, actor: Actor, file: StoredFile, audience: str) -> None:
    """Change who may see a file; whoever calls has asked whether the actor may."""
    if file.audience == audience:
        return
    file.audience = audience
    file.save(update_fields=["audience"])
    record(facts.FileOpened(actor_id=actor.pk, subject_id=file.pk, audience=audience))


@transaction.atomic
def hand_over(*, actor: Actor, file: StoredFile, subject: Subject, audience: str) -> None:
    """Let a file belong to another subject; whoever calls has asked whether the actor may."""
    file.subject_kind, file.subject_id = subject.kind, subject.id
    file.save(update_fields=["subject_kind", "subject_id"])
    open_to(actor=actor, file=file, audience=audience)


@transaction.atomic
def discard(file: StoredFile, *, actor: Actor | None = None) -> None:
    """Delete a file; its pieces go once the deletion is certain."""
    paths = [file.path(version) for version in file.versions]
    record(facts.FileDiscarded(actor_id=actor.pk if actor else None, subject_id=file.pk))
    file.delete()
    transaction.on_commit(lambda: _remove(paths), robust=True)


def discard_all(subject: Subject) -> None:
    """Delete every file of a subject."""
    for file in files_of(subject):
        discard(file)


def _remove(paths: list[str]) -> None:
    for path in paths:
        try:
            default_storage.delete(path)
        except OSError:
            log.exception("cannot delete %s: the sweep will", path)


def judge(file_id: int) -> None:
    """Let the scanner decide about a waiting file; when it does not answer, the file waits on."""
    file = StoredFile.objects.filter(pk=file_id, state=State.PENDING).first()
    if file is None:
        return
    found = _verdict(file)
    if found is scanner.Verdict.UNKNOWN:
        return
    clean = found is scanner.Verdict.CLEAN
    fact = facts.FileCleared if clean else facts.FileQuarantined
    with transaction.atomic():
        waiting = StoredFile.objects.filter(pk=file_id, state=State.PENDING)
        if waiting.update(state=State.READY if clean else State.QUARANTINED):
            record(fact(actor_id=None, subject_id=file_id))


def _verdict(file: StoredFile) -> scanner.Verdict:
    if not scanner.is_on():
        return scanner.Verdict.CLEAN  # the operator has switched the scanner off since
    try:
        content: IO[bytes]
        with default_storage.open(file.path()) as content:
            return scanner.verdict(content)
    except OSError:
        log.exception("cannot read file %s", file.key)
        return scanner.Verdict.UNKNOWN


def sweep() -> int:
    """Delete what lies in the storage without a row; give how many pieces."""
    lost = list(orphans())
    _remove(lost)
    return len(lost)


def forget_files_of(member: Any) -> None:
    """Delete what somebody uploaded about himself or herself; an organisation's files stay with it."""
    discard_all(Subject("member", member.pk))
