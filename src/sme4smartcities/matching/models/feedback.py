"""What a member told matching: of one match, and of the reasons that shall count nothing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.subjects import Subject


class Verdict(models.TextChoices):
    USEFUL = "useful", pgettext_lazy("match", "Useful")
    DISMISSED = "dismissed", pgettext_lazy("match", "Not for us")


class Reason(models.TextChoices):
    """Why a match was dismissed."""

    FIELD = "field", _("It is about something else")
    PLACE = "place", _("Too far away")
    SIZE = "size", _("Too big or too small")
    TIME = "time", _("Not now")
    KNOWN = "known", _("We are in contact already")
    OTHER = "other", _("Another reason")


class Feedback(models.Model):
    """What a member said of one match. It changes that member's own lists and nobody else's.

    ``own``: the challenge that is to be solved, or the organisation for which the member looks,
    also where a solution of it stands in the match. ``shown``: what the match leads to.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    own_kind = models.CharField(max_length=40)
    own_id = models.BigIntegerField()
    shown_kind = models.CharField(max_length=40)
    shown_id = models.BigIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "own_kind", "own_id", "shown_kind", "shown_id"],
                name="feedback_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.own} {self.shown}: {self.verdict}"

    @property
    def own(self) -> Subject:
        return Subject(self.own_kind, self.own_id)

    @property
    def shown(self) -> Subject:
        return Subject(self.shown_kind, self.shown_id)


class Mute(models.Model):
    """A part of matches that counts nothing for one member (names: scoring/weights.py)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "part"], name="mute_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.part}"
