"""A member's download of all that the platform keeps about him or her."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DataExport(models.Model):
    """One request: how far the job is, where the archive lies, until when."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_exports"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    done = models.PositiveIntegerField(default=0)  # kinds of record written so far
    total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    stored_as = models.CharField(max_length=200, blank=True)  # name in the file storage
    size = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["-requested_at", "-id"]

    def __str__(self) -> str:
        return f"export {self.pk} of {self.member_id}"

    @property
    def is_ready(self) -> bool:
        return bool(self.stored_as and self.expires_at and self.expires_at > timezone.now())

    @property
    def is_running(self) -> bool:
        return self.ready_at is None and self.failed_at is None
