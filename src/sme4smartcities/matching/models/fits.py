"""Who fits a challenge, as it was judged last."""

from django.db import models

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.organisations.models import Organisation


class Fit(models.Model):
    """An organisation, or a solution of it, that could answer a challenge, as it was judged last.

    ``parts``: name, share, terms that show it, terms that are missing, of each part: what its page
    tells was really weighed. Read only with the rights of its reader, through both sides' cards.
    """

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    offer_kind = models.CharField(max_length=40)
    offer_id = models.BigIntegerField()
    points = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=12)
    parts = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["challenge", "organisation"], name="fit_once")
        ]
        indexes = [
            models.Index(
                fields=["organisation", "-points", "challenge"], name="fit_of_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.challenge_id}: {self.points}"
