"""A challenge: one problem of one authority and those behind it, its state, and who may see it."""

from collections.abc import Collection

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.models.organisation import spoken_for
from sme4smartcities.programmes.models import Programme


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Under review")
    PUBLISHED = "published", pgettext_lazy("challenge", "Open")
    SOLVED = "solved", pgettext_lazy("challenge", "Solved")
    WITHDRAWN = "withdrawn", pgettext_lazy("challenge", "Withdrawn")
    ARCHIVED = "archived", pgettext_lazy("challenge", "Closed")


LISTED = (State.PUBLISHED, State.SOLVED, State.ARCHIVED)
WRITING = (State.DRAFT, State.REVIEW)


class Procedure(models.TextChoices):
    """How the authority means to buy, as far as it knows."""

    CONSULTATION = "consultation", _("Preliminary market consultation")
    PILOT_CALL = "pilot-call", _("Call for pilots")
    BELOW_THRESHOLD = "below-threshold", _("Contract below the threshold")
    OPEN = "open", _("Open procedure")
    NEGOTIATED = "negotiated", _("Competitive procedure with negotiation")
    PARTNERSHIP = "innovation-partnership", _("Innovation partnership")
    CONTEST = "design-contest", _("Design contest")
    PCP = "pcp", _("Pre-commercial procurement (PCP)")
    PPI = "ppi", _("Procurement of innovative solutions (PPI)")


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def published(self) -> "ChallengeQuerySet":
        """Those that wait for a solution now; never a record of the past."""
        return self.filter(state=State.PUBLISHED, owner__state=Standing.LISTED).exclude(
            layer=Layer.RECORD
        )

    def listed(self) -> "ChallengeQuerySet":
        """Those that stand in public lists, open or not."""
        return self.filter(state__in=LISTED, owner__state=Standing.LISTED)

    def visible_to(self, actor: Actor) -> "ChallengeQuerySet":
        """What was published, for everybody, also withdrawn; what is being written, for its own people."""
        if has_role(actor, "coordinator"):
            return self.all()
        public = ~Q(state__in=WRITING) & Q(owner__state=Standing.LISTED)
        own = spoken_for(actor)
        return (
            self.filter(public | _theirs(own, (Supporter.State.JOINED, Supporter.State.INVITED)))
            if own
            else self.filter(public)
        )

    def written_by(self, actor: Actor) -> "ChallengeQuerySet":
        """Those that the organisations which the actor works for own or support."""
        return self.filter(_theirs(spoken_for(actor), (Supporter.State.JOINED,)))


def _theirs(organisations: frozenset[int], states: Collection[str]) -> Q:
    """Those owned by these organisations, or supported by them in one of the states."""
    held = Supporter.objects.filter(organisation__in=organisations, state__in=states)
    return Q(owner__in=organisations) | Q(pk__in=held.values("challenge"))


class Challenge(SubjectModel, Revised):
    """What an authority needs solved: the problem and not the solution."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="challenges")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges"
    )
    source_language = models.CharField(max_length=8, default="en")
    title = TranslatedField()
    summary = TranslatedField()
    problem = TranslatedField()
    sufferers = TranslatedField()
    causes = TranslatedField()
    tried = TranslatedField()
    constraints = TranslatedField()
    offered = TranslatedField()

    sufferers_count = models.PositiveIntegerField(null=True, blank=True)
    budget_least = models.PositiveBigIntegerField(null=True, blank=True)
    budget_most = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    procedure = models.CharField(max_length=24, choices=Procedure, blank=True)
    trl_least = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    questions_until = models.DateField(null=True, blank=True)
    wanted_from = models.DateField(null=True, blank=True)
    wanted_until = models.DateField(null=True, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    layer = models.CharField(max_length=8, choices=Layer, default=Layer.REAL)
    note = models.CharField(max_length=500, blank=True)  # said with the last step of its life
    source = models.CharField(max_length=300, blank=True)  # where a record's facts stand
    source_url = models.URLField(max_length=500, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)  # when the last step was taken
    news_at = models.DateTimeField(null=True, blank=True)  # what followers may not have seen

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_least__isnull=True)
                | Q(budget_most__isnull=True)
                | Q(budget_least__lte=F("budget_most")),
                name="challenge_budget_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(layer="record") | Q(state="archived"),
                name="challenge_record_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="challenge_newest"),
            models.Index(fields=["owner", "state"], name="challenge_owner"),
        ]

    def __str__(self) -> str:
        return shown(self.title).text or str(_("Challenge without a title"))

    def get_absolute_url(self) -> str:
        return reverse("challenges:challenge", args=(self.pk,))

    @cached_property
    def supporting(self) -> frozenset[int]:
        """The ids of the organisations that support it; asked once for each fetched row."""
        rows = Supporter.objects.filter(challenge=self, state=Supporter.State.JOINED)
        return frozenset(rows.values_list("organisation_id", flat=True))

    @property
    def is_record(self) -> bool:
        return self.layer == Layer.RECORD

    @property
    def is_open(self) -> bool:
        return self.state == State.PUBLISHED


class Supporter(models.Model):
    """An authority that is invited to support a challenge, asks to, does, or did."""

    class Role(models.TextChoices):
        OWNER = "co-owner", _("Owns it, too")
        PROPOSER = "proposer", _("Proposed the challenge")
        SUPPORTER = "supporter", _("Supports it")

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("support", "Asks to support it")
        INVITED = "invited", pgettext_lazy("support", "Invited")
        JOINED = "joined", pgettext_lazy("support", "Supports it")
        DECLINED = "declined", pgettext_lazy("support", "Declined")
        LEFT = "left", pgettext_lazy("support", "Supported it")

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="supporters")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="challenges_supported"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.SUPPORTER)
    pilot_site = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State)
    message = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["role", "-pilot_site", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "organisation"], name="challenge_supporter_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="supporter_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state} {self.challenge_id}"
