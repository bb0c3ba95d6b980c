"""An organisation: what it is called, what it does, where it is, and how far it may be trusted."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.core.translated import TranslatedField
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.vocabularies.models import Place, Term


class State(models.TextChoices):
    DRAFT = "draft", _("Not listed")
    LISTED = "listed", _("Listed")
    HIDDEN = "hidden", _("Hidden by the coordinator")
    MERGED = "merged", _("Merged into another")


class Layer(models.TextChoices):
    """Where a row comes from: life, the closed programme of 2019–2023, or the demonstration.

    Record rows are read-only facts, never verified, contacted, matched or scored; example rows
    carry their badge wherever they appear.
    """

    REAL = "real", _("Real")
    RECORD = "record", _("Record")
    EXAMPLE = "example", _("Example")


class Staff(models.TextChoices):
    """How many people work there."""

    ONE = "1", _("1 person")
    FEW = "2-9", _("2 to 9 people")
    TENS = "10-49", _("10 to 49 people")
    HUNDRED = "50-249", _("50 to 249 people")
    HUNDREDS = "250-999", _("250 to 999 people")
    THOUSANDS = "1000+", _("1,000 people or more")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def listed(self) -> "OrganisationQuerySet":
        return self.filter(state=State.LISTED)

    def visible_to(self, actor: Actor) -> "OrganisationQuerySet":
        """Listed ones for everybody; drafts and hidden ones for their people and the coordinator."""
        if has_role(actor, "coordinator"):
            return self.exclude(state=State.MERGED)
        own = spoken_for(actor)
        if not own:
            return self.listed()
        return self.filter(
            models.Q(state=State.LISTED)
            | models.Q(state__in=(State.DRAFT, State.HIDDEN), pk__in=own)
        )

    def managed_by(self, actor: Actor) -> "OrganisationQuerySet":
        return self.exclude(state=State.MERGED).filter(pk__in=scopes(actor, "manager"))

    def of(self, actor: Actor) -> "OrganisationQuerySet":
        """Organisations that the actor works for, in whichever role."""
        return self.exclude(state=State.MERGED).filter(pk__in=spoken_for(actor))


def scopes(actor: Actor, role: str) -> frozenset[int]:
    """Give the ids of the organisations in which the actor holds the role."""
    ask = getattr(actor, "scopes", None)
    found: frozenset[int] = ask(role, "organisation") if ask else frozenset()
    return found


def spoken_for(actor: Actor) -> frozenset[int]:
    """Give the ids of the organisations in which the actor is manager or member."""
    return scopes(actor, "manager") | scopes(actor, "member")


class Organisation(SubjectModel, Revised):
    """A city, company, university or any other body that takes part."""

    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(default=dict, blank=True)  # language → name
    alternate_names = models.JSONField(default=list, blank=True)  # spellings, acronyms, old names
    slug = models.SlugField(max_length=80, allow_unicode=True)
    sort_key = models.CharField(max_length=200)  # the name folded: no case, accents, legal form

    kind = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    size = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    territory = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The dot on the map: the place's, unless the profile gives its own.
    latitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    address = models.CharField(_("address of the office"), max_length=300, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    website_host = models.CharField(max_length=253, blank=True, db_index=True)

    source_language = models.CharField(_("language of the texts"), max_length=8, default="en")
    summary = TranslatedField()
    description = TranslatedField()
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    staff = models.CharField(_("people"), max_length=8, choices=Staff, blank=True)
    trl_from = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    trl_to = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )

    logo = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    state = models.CharField(max_length=8, choices=State, default=State.LISTED)
    layer = models.CharField(max_length=8, choices=Layer, default=Layer.REAL)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    verification_note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=500, blank=True)  # where a record row's facts stand
    checked_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    last_confirmed_at = models.DateTimeField()  # when somebody last said "this is right"
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="organisation_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(layer="record", verified_at__isnull=False),
                name="organisation_record_unverified",
            ),
            models.CheckConstraint(
                condition=models.Q(trl_from__isnull=True, trl_to__isnull=True)
                | models.Q(trl_from__lte=models.F("trl_to")),
                name="organisation_trl_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "sort_key", "id"], name="organisation_by_name"),
            models.Index(fields=["state", "-created_at", "-id"], name="organisation_by_age"),
            models.Index(fields=["state", "layer", "last_confirmed_at"], name="organisation_stale"),
            models.Index(fields=["sort_key"], name="organisation_sort_key"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the reader's language, else the name it goes by."""
        language = (get_language() or "en").split("-")[0]
        return str(self.names.get(language) or self.name)

    @property
    def verified(self) -> bool:
        return self.verified_at is not None

    def get_absolute_url(self) -> str:
        return reverse("organisations:organisation", args=(self.pk, self.slug))

    def all_names(self) -> list[str]:
        """Every way to call it, the main name first, none twice."""
        given: list[Any] = [self.name, *self.names.values(), *self.alternate_names]
        return list(dict.fromkeys(str(name) for name in given if name))


class EmailDomain(models.Model):
    """An e-mail domain of an organisation: whoever holds a confirmed address there may claim it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="email_domains"
    )
    domain = models.CharField(max_length=253, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "domain"], name="email_domain_once")
        ]

    def __str__(self) -> str:
        return self.domain


class NameKey(models.Model):
    """A word of one of the names, reduced to its bones, by which similar names are found."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="name_keys"
    )
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "organisation"], name="name_key_once")
        ]

    def __str__(self) -> str:
        return self.key
