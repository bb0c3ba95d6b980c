"""How bad it is today and how good it should become: a number with unit, source and direction."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models.challenge import Challenge
from sme4smartcities.core.translated import TranslatedField


class Better(models.TextChoices):
    LESS = "less", _("Less is better")
    MORE = "more", _("More is better")


class Measure(models.Model):
    """One figure of a challenge. The goal lies on the better side of today's value."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField(default=0)
    name = TranslatedField()
    unit = models.CharField(max_length=40)
    better = models.CharField(max_length=4, choices=Better)
    baseline = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__isnull=True)
                | Q(target__isnull=True)
                | Q(better="less", target__lt=F("baseline"))
                | Q(better="more", target__gt=F("baseline")),
                name="measure_target_is_better",
            )
        ]

    def __str__(self) -> str:
        return f"{self.baseline} → {self.target} {self.unit}"
