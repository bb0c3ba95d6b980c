"""Addresses from which a member's own calendar reads a part of the radar."""

from django.conf import settings
from django.db import models

from sme4smartcities.core.policies import Actor


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    def visible_to(self, actor: Actor) -> "CalendarAddressQuerySet":
        """One's own alone."""
        return self.filter(member=actor.pk) if actor.pk is not None else self.none()


class CalendarAddress(models.Model):
    """One secret address. Only its hash is kept: whoever lost it makes a new one."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_addresses"
    )
    digest = models.CharField(max_length=64, unique=True)
    query = models.CharField(max_length=1000, blank=True)  # as it stands in the list's address
    made_at = models.DateTimeField(auto_now_add=True)
    read_on = models.DateField(null=True, blank=True)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "calendar addresses"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"calendar address {self.pk}"
