"""A meeting that one side proposes with three times, who takes part, and which times suit whom."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.alliances.models.alliances import Alliance
from sme4smartcities.alliances.models.offers import Offer
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.models.organisation import spoken_for


def new_uid() -> str:
    return uuid4().hex


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, actor: Actor) -> "MeetingQuerySet":
        """Those in which an organisation takes part for which one works."""
        own = spoken_for(actor)
        if not own:
            return self.none()
        return self.filter(pk__in=Party.objects.filter(organisation__in=own).values("meeting"))


class Meeting(SubjectModel, models.Model):
    """A talk about an offer that was answered with yes, or of the members of an alliance."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("meeting", "Looks for a time")
        AGREED = "agreed", pgettext_lazy("meeting", "Agreed")
        DECLINED = "declined", pgettext_lazy("meeting", "Declined")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")

    class Length(models.IntegerChoices):
        QUARTER = 15, _("15 minutes")
        HALF = 30, _("30 minutes")
        THREE_QUARTERS = 45, _("45 minutes")
        HOUR = 60, _("1 hour")
        HOUR_AND_HALF = 90, _("1 hour and a half")
        TWO_HOURS = 120, _("2 hours")

    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.CASCADE, related_name="meetings"
    )
    alliance = models.ForeignKey(
        Alliance, null=True, blank=True, on_delete=models.CASCADE, related_name="meetings"
    )
    title = models.CharField(_("what it is about"), max_length=120)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(choices=Length, default=Length.HALF)
    zone = models.CharField(max_length=64)  # in which the times were typed
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    starts_at = models.DateTimeField(null=True, blank=True)  # once agreed
    uid = models.CharField(max_length=32, unique=True, default=new_uid)
    sequence = models.PositiveIntegerField(default=0)  # of the calendar entry
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offer__isnull=False, alliance__isnull=True)
                | Q(offer__isnull=True, alliance__isnull=False),
                name="meeting_about_one",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(starts_at__isnull=False),
                name="meeting_agreed_has_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="meeting_by_time")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("alliances:meeting", args=(self.pk,))


class Party(models.Model):
    """An organisation that takes part: it proposes, still has to answer, takes times, or declines."""

    class State(models.TextChoices):
        PROPOSES = "proposes", pgettext_lazy("meeting", "Proposes")
        WAITING = "waiting", pgettext_lazy("meeting", "Has not answered yet")
        TAKES = "takes", pgettext_lazy("meeting", "Takes part")
        DECLINES = "declines", pgettext_lazy("meeting", "Declines")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="meetings_joined"
    )
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="party_once")
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="party_of_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state} {self.meeting_id}"


class Slot(models.Model):
    """One of the times that stand to choose from, and the parties that it suits."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    suits = models.ManyToManyField(Party, related_name="+", blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "starts_at"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} at {self.starts_at:%Y-%m-%d %H:%M}"
