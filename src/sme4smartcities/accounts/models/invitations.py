"""An invitation by mail to join the platform, with a role or without."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sme4smartcities.core.subjects import PLATFORM, Subject


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Invitations that can still be accepted."""
        return self.filter(
            accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        )


class Invitation(models.Model):
    """The token stands only in the mail; the row keeps its hash."""

    email = models.EmailField()
    language = models.CharField(max_length=8, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=40, blank=True)
    scope_kind = models.CharField(max_length=40, default=PLATFORM.kind)
    scope_id = models.BigIntegerField(default=PLATFORM.id)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="invitations_sent",
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations_accepted",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["email"], name="platform_invitation_email")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def scope(self) -> Subject:
        return Subject(self.scope_kind, self.scope_id)

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.revoked_at and self.expires_at > timezone.now()
