"""Documents beside a challenge: plans, counts, photographs of the place as their authority keeps them."""

from django.db import models

from sme4smartcities.challenges.models.challenge import Challenge
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.core.uploads.models import StoredFile


class Attachment(models.Model):
    """One document; who may take its file follows the state of the challenge."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = TranslatedField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return shown(self.title).text or self.file.served_as
