"""What hangs on a solution: where it was used, what cities say of it, its pictures and films."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models.solution import Solution
from sme4smartcities.vocabularies.models import Place

YEARS = [MinValueValidator(1950), MaxValueValidator(2100)]


class Reference(Revised):
    """A place where the solution was or is used: whose, since when, and with which result."""

    class Stage(models.TextChoices):
        PILOT = "pilot", pgettext_lazy("reference", "Tested in a pilot")
        USED = "used", pgettext_lazy("reference", "In use")
        ENDED = "ended", pgettext_lazy("reference", "Was in use")

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="references")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    stage = models.CharField(_("stage"), max_length=8, choices=Stage, blank=True)
    year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True, validators=YEARS)
    until = models.PositiveSmallIntegerField(_("until"), null=True, blank=True, validators=YEARS)
    result = TranslatedField(verbose_name=_("result"))
    url = models.URLField(_("address of a page"), max_length=500, blank=True)

    class Meta:
        ordering = ["year", "id"]
        indexes = [models.Index(fields=["organisation"], name="reference_organisation")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Who used it, else where."""
        if self.organisation:
            return self.organisation.title
        return self.authority or (self.place.label if self.place else "")

    @property
    def latitude(self) -> float | None:
        return self.place.lat if self.place else None

    @property
    def longitude(self) -> float | None:
        return self.place.lon if self.place else None

    @property
    def years(self) -> str:
        return " – ".join(str(year) for year in (self.year, self.until) if year)

    def clean(self) -> None:
        if not (self.organisation or self.authority or self.place):
            raise ValidationError(
                {"authority": _("Say who used it, or in which town.")}, code="nowhere"
            )
        if self.year and self.until and self.until < self.year:
            raise ValidationError({"until": _("The end lies before the beginning.")})


class Picture(Revised):
    """A picture with words for those who do not see it, and a caption for all."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="pictures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    alternative = TranslatedField(verbose_name=_("what the picture shows"))
    caption = TranslatedField(verbose_name=_("caption"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return shown(self.alternative).text


LANGUAGES = dict(settings.LANGUAGES)


def languages_only(codes: Any) -> None:
    """Refuse what is no list of the platform's languages."""
    if not isinstance(codes, list) or not all(code in LANGUAGES for code in codes):
        raise ValidationError(_("Choose values from the list."), code="invalid")


class Film(Revised):
    """A film that lies elsewhere, with words for those who do not see it and captions for those
    who do not hear it."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="films")
    url = models.URLField(_("address of the film"), max_length=500)
    title = TranslatedField(verbose_name=_("title"))
    shows = TranslatedField(verbose_name=_("what the film shows"))
    captions = models.JSONField(  # codes of languages; blank ones are refused in a sentence below
        _("languages of its captions"), default=list, blank=True, validators=[languages_only]
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return shown(self.title).text

    @property
    def caption_names(self) -> list[str]:
        return [str(LANGUAGES[code]) for code in self.captions if code in LANGUAGES]

    def clean(self) -> None:
        if not (shown(self.title).text and shown(self.shows).text):
            raise ValidationError(
                {"shows": _("Give the film a title, and say what it shows.")}, code="silent"
            )
        if not self.captions:
            raise ValidationError(
                {"captions": _("Name a language of its captions. Not everybody hears a film.")},
                code="silent",
            )


class Maker(models.Model):
    """Who built a solution of the Record, as a source names it: a fact, nobody's word for it."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="makers")
    name = models.CharField(max_length=200)
    country = TranslatedField()  # as the source tells it
    leads = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    checked_on = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Endorsement(models.Model):
    """A city's word for a solution that it used: asked by an owner, given by the city's manager."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("endorsement", "Asked")
        GIVEN = "given", pgettext_lazy("endorsement", "Given")
        DECLINED = "declined", pgettext_lazy("endorsement", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("endorsement", "Withdrawn")

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="endorsements")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="endorsements"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    text = models.CharField(_("in a few words"), max_length=600, blank=True)
    language = models.CharField(max_length=8, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-answered_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["solution", "organisation"], name="endorsement_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state} {self.solution_id}"


@dataclass(frozen=True)
class Turn:
    """One act of an endorsement: from which states, to which, and whose it is."""

    sources: frozenset[str]
    target: str
    by: str  # "city" or "owner"


TURNS = {
    "give": Turn(
        frozenset({Endorsement.State.ASKED, Endorsement.State.WITHDRAWN}),
        Endorsement.State.GIVEN,
        "city",
    ),
    "decline": Turn(frozenset({Endorsement.State.ASKED}), Endorsement.State.DECLINED, "city"),
    "withdraw": Turn(frozenset({Endorsement.State.GIVEN}), Endorsement.State.WITHDRAWN, "city"),
}
