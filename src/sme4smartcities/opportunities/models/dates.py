"""The dates of an opportunity: when it takes place, and until when one applies.

A day without an hour stays a day. Beside it stands the instant by which lists sort: where the day
begins or ends in its zone.
"""

from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core import formats
from sme4smartcities.opportunities.codes import DeadlineKind
from sme4smartcities.opportunities.models.opportunity import Opportunity


def midnight(day: date, zone: str) -> datetime:
    """Give the instant in which a day begins in a zone, the site's where none is named."""
    return datetime(day.year, day.month, day.day, tzinfo=formats.zone(zone))


def day_after(day: date) -> date:
    return day + timedelta(days=1)


class Occurrence(models.Model):
    """One date on which it takes place; a series has several. The last day is part of it."""

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="occurrences"
    )
    key = models.CharField(max_length=40, blank=True)  # of a series: the date by its rule
    starts_on = models.DateField(_("first day"))
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    raw = models.CharField(max_length=200, blank=True)  # as it stood at the source
    cancelled = models.BooleanField(default=False)
    begins = models.DateTimeField()
    finishes = models.DateTimeField()

    class Meta:
        ordering = ["begins", "id"]
        indexes = [models.Index(fields=["finishes", "begins"], name="occurrence_span")]

    def __str__(self) -> str:
        return f"{self.opportunity_id} on {self.starts_on}"

    @property
    def all_day(self) -> bool:
        return self.starts_at is None

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on

    def settle(self) -> None:
        """Work out the instants by which lists sort."""
        self.begins = self.starts_at or midnight(self.starts_on, self.zone)
        whole = midnight(day_after(self.last_day), self.zone)
        self.finishes = self.ends_at or (self.begins if self.starts_at else whole)


class Deadline(models.Model):
    """Until when something must be done. ``lot``: for which part, empty for the whole."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(_("what for"), max_length=14, choices=DeadlineKind.choices())
    day = models.DateField(_("day"))
    at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    raw = models.CharField(max_length=200, blank=True)  # as it stood at the source
    lot = models.CharField(_("part"), max_length=80, blank=True)
    due = models.DateTimeField()

    class Meta:
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["due"], name="deadline_due")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.opportunity_id} on {self.day}"

    @property
    def all_day(self) -> bool:
        return self.at is None

    def settle(self) -> None:
        """A day without an hour lasts until it ends."""
        self.due = self.at or midnight(day_after(self.day), self.zone)
