"""One opportunity: what it is, who offers it, what it is worth, where its words come from."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.opportunities.codes import Attendance, Kind
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.programmes.models import Programme
from sme4smartcities.vocabularies.models import Place


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", pgettext_lazy("opportunity", "In review")
    PUBLISHED = "published", pgettext_lazy("opportunity", "Published")
    CHANGED = "changed", pgettext_lazy("opportunity", "Changed")
    POSTPONED = "postponed", pgettext_lazy("opportunity", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("opportunity", "Cancelled")
    CLOSED = "closed", pgettext_lazy("opportunity", "Closed")
    GONE = "gone", pgettext_lazy("opportunity", "No longer at its source")
    WITHDRAWN = "withdrawn", pgettext_lazy("opportunity", "Withdrawn")


OPEN = (State.PUBLISHED, State.CHANGED)  # one may go there or apply
LISTED = (*OPEN, State.POSTPONED, State.CANCELLED, State.CLOSED)  # in lists, calendars and search
PUBLIC = (*LISTED, State.GONE)  # the page answers to everybody


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def listed(self) -> "OpportunityQuerySet":
        """What everybody finds: lists, feeds, calendars and search start from here."""
        return self.filter(_offered(), state__in=LISTED)

    def visible_to(self, actor: Actor) -> "OpportunityQuerySet":
        """What was published for everybody; the rest for who wrote it and for coordinators."""
        if has_role(actor, "coordinator"):
            return self.all()
        visible = models.Q(state__in=PUBLIC) & _offered()
        if managed := scopes(actor, "manager"):
            visible |= models.Q(owner__in=managed)
        return self.filter(visible)

    def written_by(self, actor: Actor) -> "OpportunityQuerySet":
        """What the actor's organisations offer; a coordinator also what nobody here offers."""
        own = models.Q(owner__in=scopes(actor, "manager"))
        if has_role(actor, "coordinator"):
            own |= models.Q(owner=None)
        return self.filter(own)


def _offered() -> models.Q:
    """What an organisation offers here leaves with it; the rest hangs on nobody."""
    return models.Q(owner=None) | models.Q(owner__state=Standing.LISTED)


class Opportunity(SubjectModel, Revised):
    """An event, training, call, fund or tender. Texts in several languages; null is "not stated"."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices())
    source_language = models.CharField(_("language of the texts"), max_length=8, default="en")
    title = TranslatedField(verbose_name=_("title"))
    summary = TranslatedField(verbose_name=_("in one or two sentences"))
    text = TranslatedField(verbose_name=_("about it"))
    eligibility = TranslatedField(verbose_name=_("who may take part"))
    url = models.URLField(_("official page"), max_length=500, blank=True)
    apply_url = models.URLField(_("where one applies or registers"), max_length=500, blank=True)
    docs_url = models.URLField(_("documents"), max_length=500, blank=True)

    owner = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="opportunities_offered",
    )
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    attendance = models.CharField(
        _("attendance"), max_length=8, choices=Attendance.choices(), default=Attendance.UNKNOWN
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    city = models.CharField(
        max_length=120, blank=True
    )  # as its source says, where no place is known
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    rule = models.CharField(max_length=500, blank=True)  # RRULE as it stood at the source

    value = models.DecimalField(_("value"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    funding_rate = models.PositiveSmallIntegerField(
        _("share that is paid, in percent"), null=True, blank=True
    )
    free = models.BooleanField(_("free of charge"), null=True, blank=True)
    sme_suitable = models.BooleanField(_("suitable for SMEs"), null=True, blank=True)
    innovation = models.CharField(max_length=20, blank=True)  # eForms code, such as proc-innov
    procedure = models.CharField(max_length=40, blank=True)
    call_id = models.CharField(_("number of the call"), max_length=120, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    note = models.CharField(max_length=500, blank=True)  # of the last step: why it was taken
    sequence = models.PositiveIntegerField(default=0)  # how often dates, place or state changed
    layer = models.CharField(max_length=8, choices=Layer, default=Layer.REAL)
    source = models.CharField(max_length=300, blank=True)  # where its facts stand
    source_url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)  # of the source's words
    rights = models.CharField(max_length=300, blank=True)  # whom to name
    checked_on = models.DateField(null=True, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)  # readers should look again since
    # Worked out from the dates by services.dating: lists are sorted and cut by these.
    begins_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField()  # the first deadline, start or end that is still to come
    over_at = models.DateTimeField()  # nothing of it is to come after this

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opportunities"
        indexes = [
            models.Index(fields=["next_at", "id"], name="opportunity_next"),
            models.Index(fields=["-published_at", "-id"], name="opportunity_age"),
            models.Index(fields=["state", "layer"], name="opportunity_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0),
                name="opportunity_value_not_below_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(funding_rate__isnull=True) | models.Q(funding_rate__lte=100),
                name="opportunity_rate_at_most_all",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The title in the reader's language, else in its own."""
        return shown(self.title).text

    @property
    def is_record(self) -> bool:
        return self.layer == Layer.RECORD

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def is_over(self) -> bool:
        return self.over_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN and not self.is_over

    @property
    def paid_share(self) -> float | None:
        return None if self.funding_rate is None else self.funding_rate / 100

    @property
    def uid(self) -> str:
        """How calendars know it; never changes."""
        return f"opportunity-{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("opportunities:opportunity", args=(self.pk,))
