"""An offer of help from one organisation to another, its state, who sees it, and what is said in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.models.organisation import spoken_for
from sme4smartcities.solutions.models import Solution


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, actor: Actor) -> "OfferQuerySet":
        """Those from and to the organisations that one works for; nobody reads over shoulders."""
        own = spoken_for(actor)
        return self.filter(Q(sender__in=own) | Q(receiver__in=own)) if own else self.none()


class Offer(SubjectModel, models.Model):
    """One organisation turns to another: it can help, or it has the problem that the other solves."""

    class Kind(models.TextChoices):
        HELP = "help", _("Offer of help")
        NEED = "need", _("Request of a city")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("offer", "Waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("offer", "Answered with yes")
        LATER = "later", pgettext_lazy("offer", "Not now")
        DECLINED = "declined", pgettext_lazy("offer", "Answered with no")
        WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Withdrawn")
        LAPSED = "lapsed", pgettext_lazy("offer", "Ended by itself")
        ENDED = "ended", pgettext_lazy("offer", "Ended")

    class Reason(models.TextChoices):
        FIT = "fit", _("It does not fit what we need or do")
        MEANS = "means", _("We have no people or means for it")
        TAKEN = "taken", _("We have a solution or a partner already")
        CALL = "call", _("We will open a call: answer that, please")
        PLACE = "place", _("It would not work here: place, language or law")
        OTHER = "other", pgettext_lazy("offer", "Another reason")

    class Cause(models.TextChoices):
        """Why it ended by itself."""

        CLOSED = (
            "closed",
            _(
                "The challenge was withdrawn, solved or closed before an answer, so this offer ended"
                " by itself. Once the challenge is open again, help can be offered anew."
            ),
        )
        GONE = "gone", _("One of the two organisations was deleted, so this ended by itself.")
        MERGED = (
            "merged",
            _("Entries of the directory were merged and this stood there twice, so it ended here."),
        )

    kind = models.CharField(max_length=4, choices=Kind, default=Kind.HELP)
    # None once the organisation was deleted: the other side keeps what was said.
    sender = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="offers_sent"
    )
    receiver = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="offers_received"
    )
    challenge = models.ForeignKey(
        Challenge, null=True, blank=True, on_delete=models.SET_NULL, related_name="offers"
    )
    solution = models.ForeignKey(
        Solution, null=True, blank=True, on_delete=models.SET_NULL, related_name="offers"
    )
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=8, choices=Reason, blank=True)
    cause = models.CharField(max_length=8, choices=Cause, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField()
    sender_read_at = models.DateTimeField(null=True, blank=True)
    receiver_read_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "challenge"],
                condition=Q(kind="help", state__in=("waiting", "accepted", "later")),
                name="offer_of_help_once",
            ),
            models.UniqueConstraint(
                fields=["sender", "solution", "receiver"],
                condition=Q(kind="need", state__in=("waiting", "accepted", "later")),
                name="offer_need_once",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "-last_at"], name="offer_received"),
            models.Index(fields=["sender", "-last_at"], name="offer_sent"),
            models.Index(fields=["last_at"], name="offer_age"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("alliances:offer", args=(self.pk,))

    @property
    def solution_name(self) -> str:
        """The name of the solution as long as everybody may read it; owners change it after that."""
        return self.solution.name if self.solution and self.solution.is_public else ""


LIVE = (Offer.State.WAITING, Offer.State.ACCEPTED, Offer.State.LATER)


class Line(models.Model):
    """What one side said in an offer; the first line is the offer itself. No person's name shows."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="lines")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_sender = models.BooleanField()
    text = models.TextField(max_length=2000)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["offer", "id"], name="offer_line_in_order")]

    def __str__(self) -> str:
        return f"line {self.pk}"
