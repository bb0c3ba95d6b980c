"""A programme, who runs it, who takes part, and who may see it."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import Subject, SubjectModel
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models.organisation import spoken_for
from sme4smartcities.programmes.dates import KnownDate, spoken
from sme4smartcities.programmes.models.bases import Dated, Part, Sourced
from sme4smartcities.vocabularies.models import Term


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("programme", "Running")
    CLOSED = "closed", pgettext_lazy("programme", "Closed")
    ARCHIVED = "archived", _("Archived")


class Entry(models.TextChoices):
    """Who may see the programme and ask to take part."""

    OPEN = "open", _("Open to everybody")
    INVITATION = "invitation", _("By invitation")


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, actor: Actor) -> "ProgrammeQuerySet":
        """Published open ones for everybody, those by invitation for whom they concern, drafts
        for their coordinators and those of their editions."""
        if has_role(actor, "coordinator") or has_role(actor, "operator"):
            return self.all()
        published = ~models.Q(state=State.DRAFT)
        visible = published & models.Q(entry=Entry.OPEN)
        if actor.is_authenticated:
            visible |= models.Q(pk__in=run_by(actor)) | (published & _concerns(actor))
            visible |= models.Q(pk__in=_with_editions(run_by(actor, "edition")))
        return self.filter(visible)

    def run_by(self, actor: Actor) -> "ProgrammeQuerySet":
        if has_role(actor, "coordinator"):
            return self.all()
        return self.filter(pk__in=run_by(actor))


def run_by(actor: Actor, kind: str = "programme") -> frozenset[int]:
    """Give the ids of the programmes, or editions, that the actor coordinates."""
    scopes = getattr(actor, "scopes", None)
    found: frozenset[int] = scopes("coordinator", kind) if scopes else frozenset()
    return found


def _with_editions(numbers: Collection[int]) -> Any:
    return Programme.objects.filter(editions__in=numbers).values("pk")


def _concerns(actor: Actor) -> models.Q:
    """Programmes in which the actor has a role, or an organisation that takes part or is invited."""
    grants: frozenset[tuple[str, Subject]] = getattr(actor, "grants", frozenset())
    roles = {scope.id for _role, scope in grants if scope.kind == "programme"}
    editions = {scope.id for _role, scope in grants if scope.kind == "edition"}
    theirs = {"organisation__in": spoken_for(actor)}
    return (
        models.Q(pk__in=roles)
        | models.Q(pk__in=_with_editions(editions))
        | models.Q(pk__in=Partner.objects.filter(**theirs).values("programme"))
        | models.Q(
            pk__in=Participation.objects.filter(**theirs)
            .filter(state__in=CONCERNED)
            .values("programme")
        )
    )


class Programme(SubjectModel, Revised, Sourced):
    """A project or a standing programme on this platform."""

    slug = models.SlugField(max_length=80, unique=True)
    acronym = TranslatedField()
    name = TranslatedField()
    summary = TranslatedField()
    description = TranslatedField()
    funding = TranslatedField()  # the funding statement, as the funder wants it worded
    website = models.URLField(_("website"), max_length=300, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)  # codes of languages

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    entry = models.CharField(_("who may take part"), max_length=10, choices=Entry)
    layer = models.CharField(max_length=8, choices=Layer, default=Layer.REAL)

    planned_starts = KnownDate(verbose_name=_("planned start"))
    planned_ends = KnownDate(verbose_name=_("planned end"))
    starts = KnownDate(verbose_name=_("actual start"))
    ends = KnownDate(verbose_name=_("actual end"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "entry", "-starts"], name="programme_shown")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The acronym, else the name, in the reader's language."""
        return shown(self.acronym).text or shown(self.name).text or self.slug

    @property
    def is_record(self) -> bool:
        return self.layer == Layer.RECORD

    @property
    def starts_spoken(self) -> str:
        return spoken(self.starts)

    @property
    def ends_spoken(self) -> str:
        return spoken(self.ends)

    @property
    def planned_spoken(self) -> str:
        return " – ".join(filter(None, (spoken(self.planned_starts), spoken(self.planned_ends))))

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme", args=(self.slug,))


class Partner(Dated, Sourced, Part):
    """An organisation in the consortium, for as long as it was."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partnerships"
    )
    role = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    has_budget = models.BooleanField(_("has a share of the budget"), null=True, blank=True)
    note = TranslatedField()  # what it did there

    class Meta(Part.Meta):
        indexes = [models.Index(fields=["organisation"], name="partner_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.programme_id}"

    @property
    def whole(self) -> Programme:
        return self.programme


class Participation(models.Model):
    """An organisation that asks to take part, is invited, takes part, or did."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Asked to take part")
        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Takes part")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ENDED = "ended", _("Took part")

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="participations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="participations"
    )
    state = models.CharField(max_length=10, choices=State)
    role = models.ForeignKey(  # the place in the consortium that an invitation offers
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    message = models.CharField(_("message"), max_length=1000, blank=True)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                condition=models.Q(state__in=("applied", "invited", "accepted")),
                name="participation_live_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state} {self.programme_id}"

    @property
    def is_live(self) -> bool:
        return self.state in (self.State.APPLIED, self.State.INVITED, self.State.ACCEPTED)


CONCERNED = (
    Participation.State.APPLIED,
    Participation.State.INVITED,
    Participation.State.ACCEPTED,
    Participation.State.ENDED,
)
