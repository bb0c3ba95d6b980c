"""Who may be suggested to an organisation, and to whom it may be suggested."""

from django.db import models
from django.db.models import Q

from sme4smartcities.organisations.models import Organisation
from sme4smartcities.vocabularies.models import Term


class Bound(models.Model):
    """One limit that the managers of an organisation set. Only they ever read it.

    With a territory: only from there, or from another one that is named so. With another
    organisation: never that one. With neither: nobody.
    """

    class Way(models.TextChoices):
        SEES = "sees"  # what is suggested to it
        SEEN = "seen"  # to whom it is suggested

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=4, choices=Way)
    territory = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    other = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(territory=None) | Q(other=None), name="bound_of_one_kind"
            ),
            models.UniqueConstraint(
                fields=["organisation", "way", "territory"],
                condition=Q(territory__isnull=False),
                name="bound_territory_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "way", "other"],
                condition=Q(other__isnull=False),
                name="bound_other_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "way"],
                condition=Q(territory=None, other=None),
                name="bound_nobody_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.way} {self.territory_id or self.other_id or '-'}"
