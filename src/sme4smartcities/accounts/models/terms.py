"""The terms of use in their versions, and who agreed to which."""

from django.conf import settings
from django.db import models

from sme4smartcities.core.translated import TranslatedField


class TermsVersion(models.Model):
    """One published wording. It never changes; a new wording is a new version."""

    number = models.PositiveIntegerField(unique=True)
    text = TranslatedField()
    changes = TranslatedField()  # what is new, in a sentence or two
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)


class TermsAcceptance(models.Model):
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="terms_acceptances"
    )
    version = models.ForeignKey(TermsVersion, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "version"], name="terms_accepted_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} accepted {self.version_id}"
