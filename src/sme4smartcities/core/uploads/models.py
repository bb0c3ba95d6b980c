"""A file that was let in: whose, about what, who may see it, and whether it has been checked."""

import secrets

from django.db import models
from django.urls import reverse

from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.uploads.kinds import Kind


class Audience(models.TextChoices):
    PUBLIC = "public"
    MEMBERS = "members"
    RESTRICTED = "restricted"


class State(models.TextChoices):
    READY = "ready"
    PENDING = "pending"  # the scanner has not seen it: served to nobody
    QUARANTINED = "quarantined"  # the scanner found something: kept, served to nobody


def new_key() -> str:
    return secrets.token_urlsafe(16)


class StoredFile(models.Model):
    """``name`` is what the uploader called it: data, never a path or a header.

    ``versions`` names the stored pieces: "original", or the widths of a re-encoded picture.
    ``sha256`` and ``size`` are those of the largest piece, as it is served.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    name = models.CharField(max_length=255)
    served_as = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    versions = models.JSONField(default=list)
    owner_id = models.BigIntegerField(null=True, db_index=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    audience = models.CharField(max_length=10, choices=Audience)
    state = models.CharField(max_length=12, choices=State)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="file_subject"),
            models.Index(
                fields=["created_at"], name="file_waiting", condition=models.Q(state="pending")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.served_as}"

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)

    @property
    def is_image(self) -> bool:
        return self.kind == Kind.IMAGE

    @property
    def url(self) -> str:
        return reverse("file", args=[self.key, self.served_as])

    def sized(self, width: int) -> str:
        """Give the address of a picture at least that wide, or its largest."""
        enough = [version for version in self.versions if int(version) >= width]
        return f"{self.url}?w={enough[0]}" if enough else self.url

    @property
    def small(self) -> str:
        return self.sized(96)

    @property
    def medium(self) -> str:
        return self.sized(320)

    def path(self, version: str = "") -> str:
        """Where a piece lies in the storage; without a version the largest."""
        return f"{self.key[:2]}/{self.key}/{version or self.versions[-1]}"
