"""A solution: the problem it answers, what it does, how ripe it is, who offers it, who sees it."""

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.programmes.models import Programme

FRESH = dt.timedelta(days=365)  # so long nobody asks whether it is still right


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", pgettext_lazy("solution", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("solution", "Withdrawn")
    ARCHIVED = "archived", pgettext_lazy("solution", "No longer offered")


class PriceModel(models.TextChoices):
    """How a city pays; empty is "not stated"."""

    PURCHASE = "purchase", _("Bought once")
    SUBSCRIPTION = "subscription", _("Subscription")
    USE = "use", _("Paid by use")
    RESULT = "result", _("Paid by result")
    FREE = "free", _("Free of charge")
    ASKED = "asked", _("On request")


class SolutionQuerySet(models.QuerySet["Solution"]):
    def published(self) -> "SolutionQuerySet":
        """What is offered now: lists, search and matching start from here."""
        return self.filter(state=State.PUBLISHED).filter(_offered_by_somebody_listed())

    def visible_to(self, actor: Actor) -> "SolutionQuerySet":
        """Published ones and what is no longer offered for everybody; the rest for its owners."""
        if has_role(actor, "coordinator"):
            return self.all()
        public = models.Q(state__in=(State.PUBLISHED, State.ARCHIVED))
        visible = public & _offered_by_somebody_listed()
        if actor.is_authenticated:
            visible |= models.Q(pk__in=owned_by(actor)) | models.Q(pk__in=_asked_of(actor))
        return self.filter(visible)

    def owned_by(self, actor: Actor) -> "SolutionQuerySet":
        """Solutions of the organisations that the actor manages."""
        return self.filter(pk__in=owned_by(actor))


def _offered_by_somebody_listed() -> models.Q:
    """A record may name nobody; whatever lives has an owner that the directory lists."""
    listed = SolutionOwner.objects.filter(
        solution=models.OuterRef("pk"),
        accepted_at__isnull=False,
        organisation__state=Standing.LISTED,
    )
    return models.Q(layer=Layer.RECORD) | models.Q(models.Exists(listed))


def owned_by(actor: Actor) -> models.QuerySet["SolutionOwner"]:
    """Give the ids of the solutions that an organisation of the actor offers."""
    managed = scopes(actor, "manager")
    owners = SolutionOwner.objects.filter(organisation__in=managed, accepted_at__isnull=False)
    return owners.values("solution")  # type: ignore[return-value]


def _asked_of(actor: Actor) -> models.QuerySet["SolutionOwner"]:
    """Give the ids of the solutions that ask an organisation of the actor to join them."""
    owners = SolutionOwner.objects.filter(
        organisation__in=scopes(actor, "manager"), accepted_at=None
    )
    return owners.values("solution")  # type: ignore[return-value]


class Solution(SubjectModel, Revised):
    """What one organisation or several offer to cities. Texts in several languages."""

    source_language = models.CharField(_("language of the texts"), max_length=8, default="en")
    title = TranslatedField(verbose_name=_("name"))
    summary = TranslatedField(verbose_name=_("in one or two sentences"))
    problem = TranslatedField(verbose_name=_("the problem it answers"))
    does = TranslatedField(verbose_name=_("what it does"))
    how = TranslatedField(verbose_name=_("how it works"))
    audience = TranslatedField(verbose_name=_("for whom"))

    trl = models.PositiveSmallIntegerField(
        _("readiness"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    evidence = TranslatedField(verbose_name=_("what shows the readiness"))
    price_model = models.CharField(_("price"), max_length=12, choices=PriceModel, blank=True)
    price = TranslatedField(verbose_name=_("about the price"))
    provides = TranslatedField(verbose_name=_("what the city provides"))
    standards = TranslatedField(verbose_name=_("data and standards"))
    accessibility = TranslatedField(verbose_name=_("accessibility"))
    website = models.URLField(_("website"), max_length=300, blank=True)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    layer = models.CharField(max_length=8, choices=Layer, default=Layer.REAL)
    source = models.CharField(max_length=300, blank=True)  # where a record's facts stand
    source_url = models.URLField(max_length=500, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField()  # when somebody last said "this is right"
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="solution_by_age"),
            models.Index(fields=["state", "layer", "confirmed_at"], name="solution_stale"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(trl__isnull=True) | models.Q(trl__range=(1, 9)),
                name="solution_trl_one_to_nine",
            )
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
    def is_stale(self) -> bool:
        """Say whether nobody has looked it through for a year."""
        return (
            not self.is_record
            and self.state == State.PUBLISHED
            and self.confirmed_at < timezone.now() - FRESH
        )

    @property
    def is_public(self) -> bool:
        return self.state in (State.PUBLISHED, State.ARCHIVED)

    def get_absolute_url(self) -> str:
        return reverse("solutions:solution", args=(self.pk,))


class SolutionOwner(models.Model):
    """An organisation that offers the solution, or is asked to; it has accepted on a day."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="solutions_offered"
    )
    position = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["solution", "organisation"], name="solution_owner_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} offers {self.solution_id}"
