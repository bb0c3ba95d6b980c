"""An alliance of organisations, the seat of each, what it covers, and who sees it."""

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
from sme4smartcities.vocabularies.models import Term


class AllianceQuerySet(models.QuerySet["Alliance"]):
    def visible_to(self, actor: Actor) -> "AllianceQuerySet":
        """Its members and those it invites; whoever drafts it; and the challenge's own people, once
        it stands and every member has agreed."""
        own = spoken_for(actor)
        if not own:
            return self.none()
        held = Seat.objects.filter(organisation__in=own, state__in=INSIDE)
        closed = Seat.objects.filter(
            alliance=models.OuterRef("pk"), state=Seat.State.JOINED, opens=False
        )
        shown = Q(challenge__owner__in=own, state=Alliance.State.FORMED) & ~models.Exists(closed)
        drafted = Q(starter__in=own, state=Alliance.State.DRAFT)
        seated = Q(pk__in=held.values("alliance")) & ~Q(state=Alliance.State.DRAFT)
        return self.filter(seated | drafted | shown)


class Alliance(SubjectModel, models.Model):
    """Organisations that mean to answer something together; the lead keeps it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("alliance", "Draft")
        INVITING = "inviting", pgettext_lazy("alliance", "Waits for its members")
        FORMED = "formed", pgettext_lazy("alliance", "Stands")
        ENDED = "ended", pgettext_lazy("alliance", "Ended")

    name = models.CharField(_("name"), max_length=120)
    note = models.TextField(_("what for"), max_length=2000, blank=True)
    challenge = models.ForeignKey(
        Challenge, null=True, blank=True, on_delete=models.SET_NULL, related_name="alliances"
    )
    # Who brings them together: a member, or the city that owns the challenge.
    starter = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="alliances_started"
    )
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(null=True, blank=True)

    objects = AllianceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-created_at"], name="alliance_newest")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("alliances:alliance", args=(self.pk,))


class Seat(models.Model):
    """The place of one organisation in an alliance: chosen, invited, taken or left."""

    class State(models.TextChoices):
        CHOSEN = "chosen", pgettext_lazy("seat", "Not invited yet")
        INVITED = "invited", pgettext_lazy("seat", "Invited")
        JOINED = "joined", pgettext_lazy("seat", "Member")
        DECLINED = "declined", pgettext_lazy("seat", "Declined")
        LEFT = "left", pgettext_lazy("seat", "Left")
        EXPIRED = "expired", pgettext_lazy("seat", "Did not answer")

    class Reason(models.TextChoices):
        TIME = "time", _("We have no time for it now")
        PART = "part", _("It is not our part of the work")
        PARTNERS = "partners", _("We work with other partners on this")
        TERMS = "terms", _("We could not agree on how to work together")
        OTHER = "other", pgettext_lazy("seat", "Another reason")

    alliance = models.ForeignKey(Alliance, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="seats_in_alliances"
    )
    state = models.CharField(max_length=8, choices=State, default=State.CHOSEN)
    is_lead = models.BooleanField(default=False)
    covers = models.CharField(_("what it covers"), max_length=300, blank=True)
    opens = models.BooleanField(
        default=False
    )  # agrees that the challenge's owner sees the alliance
    reason = models.CharField(max_length=8, choices=Reason, blank=True)
    said = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-is_lead", "id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "organisation"], name="seat_once"),
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(is_lead=True), name="seat_one_lead"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="seat_of_organisation"),
            models.Index(fields=["expires_at"], condition=Q(state="invited"), name="seat_expiring"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state} {self.alliance_id}"


INSIDE = (Seat.State.INVITED, Seat.State.JOINED)


class SeatTerm(models.Model):
    """A capability that the challenge needs and this member offers, as it was when it was chosen."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="terms")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "term"], name="seat_term_once")]

    def __str__(self) -> str:
        return f"{self.seat_id} covers {self.term_id}"
