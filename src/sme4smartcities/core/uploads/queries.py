"""Find files: by key for the one who asks, by subject for the feature they belong to."""

from collections.abc import Iterator
from datetime import timedelta
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet, Sum
from django.utils import timezone

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.uploads.models import Audience, State, StoredFile
from sme4smartcities.core.uploads.policies import may_read

LATE = timedelta(days=1)


def public_file(key: str) -> StoredFile | None:
    return StoredFile.objects.filter(key=key, audience=Audience.PUBLIC, state=State.READY).first()


def file_for(actor: Actor, key: str) -> StoredFile | None:
    """Give the file if it exists and the actor may see it."""
    file = StoredFile.objects.filter(key=key).first()
    return file if file and may_read(actor, file) else None


def files_of(subject: Subject) -> QuerySet[StoredFile]:
    """All files of a subject, whatever their state: for those who may see the subject."""
    return StoredFile.objects.filter(subject_kind=subject.kind, subject_id=subject.id)


def stored_by(owner_id: int) -> int:
    """How many bytes somebody's files take."""
    return StoredFile.objects.filter(owner_id=owner_id).aggregate(sum=Sum("size"))["sum"] or 0


def waiting_ids(limit: int = 200) -> list[int]:
    waiting = StoredFile.objects.filter(state=State.PENDING).order_by("created_at")
    return list(waiting.values_list("id", flat=True)[:limit])


def orphans() -> Iterator[str]:
    """Give the paths of stored pieces that no row knows: what a crash or a rollback left behind."""
    before = timezone.now() - LATE
    for start in _first_folders():
        keys = default_storage.listdir(start)[0]
        known = set(StoredFile.objects.filter(key__in=keys).values_list("key", flat=True))
        for key in keys:
            folder = f"{start}/{key}"
            for name in default_storage.listdir(folder)[1]:
                path = f"{folder}/{name}"
                unknown = key not in known or ".part-" in name
                if unknown and default_storage.get_modified_time(path) < before:
                    yield path


def _first_folders() -> list[str]:
    try:
        folders: list[str] = default_storage.listdir("")[0]
    except FileNotFoundError:  # a young house, before its first file
        return []
    return folders


def exported(member: Any) -> Iterator[dict[str, Any]]:
    for file in StoredFile.objects.filter(owner_id=member.pk).order_by("pk"):
        yield {
            "name": file.name,
            "about": str(file.subject),
            "size": file.size,
            "created_at": file.created_at.isoformat(),
        }


def opened(member: Any) -> Iterator[tuple[str, IO[bytes]]]:
    """Give a member's own files for the download of his or her data."""
    for file in StoredFile.objects.filter(owner_id=member.pk, state=State.READY).order_by("pk"):
        yield f"{file.pk}-{file.served_as}", default_storage.open(file.path())
