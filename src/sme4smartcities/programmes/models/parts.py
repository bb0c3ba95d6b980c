"""The parts of a programme: editions, work packages, bodies, what happened, what there is to read."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.core.thread import STAGES
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.dates import KnownDate, spoken
from sme4smartcities.programmes.models.bases import Dated, Part, Sourced
from sme4smartcities.programmes.models.programme import Programme
from sme4smartcities.vocabularies.models import Term


class Edition(SubjectModel, Dated, Part):
    """One round of a programme, with its own calls, cohorts and dates."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("edition", "Planned")
        RUNNING = "running", pgettext_lazy("edition", "Running")
        CLOSED = "closed", pgettext_lazy("edition", "Closed")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="editions")
    name = TranslatedField()
    summary = TranslatedField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)

    class Meta(Part.Meta):
        pass

    def __str__(self) -> str:
        return shown(self.name).text

    @property
    def whole(self) -> Programme:
        return self.programme


class WorkPackage(Dated, Part):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="work_packages")
    code = models.CharField(_("code"), max_length=20)
    name = TranslatedField()
    lead = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Part.Meta):
        pass

    def __str__(self) -> str:
        return self.code

    @property
    def whole(self) -> Programme:
        return self.programme


class Body(Dated, Sourced, Part):
    """A group inside a programme: pilot cities, the cities lead group, supporting authorities."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="bodies")
    kind = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    name = TranslatedField()

    class Meta(Part.Meta):
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return shown(self.name).text or self.kind.label

    @property
    def whole(self) -> Programme:
        return self.programme


class BodyMember(Dated, Sourced, Part):
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="body_memberships"
    )
    role = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")

    class Meta(Part.Meta):
        indexes = [models.Index(fields=["organisation"], name="body_member_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} in body {self.body_id}"

    @property
    def whole(self) -> Programme:
        return self.body.programme


class Milestone(Sourced, Part):
    """Something that happened on a known date, on its place of the way from need to solution."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="milestones")
    stage = models.CharField(
        _("stage"),
        max_length=20,
        blank=True,
        choices=[(stage.code, stage.label) for stage in STAGES],
    )
    happened = KnownDate(verbose_name=_("date"), blank=False)
    until = KnownDate(verbose_name=_("until"))
    title = TranslatedField()
    text = TranslatedField()

    class Meta(Part.Meta):
        ordering = ["happened", "position", "id"]

    def __str__(self) -> str:
        return shown(self.title).text

    @property
    def whole(self) -> Programme:
        return self.programme

    @property
    def when(self) -> str:
        return spoken(self.happened)

    @property
    def until_spoken(self) -> str:
        return spoken(self.until)


class Material(Sourced, Part):
    """Information material: a file kept here or a link, with title, language and version."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="materials")
    title = TranslatedField()
    kind = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    language = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.CharField(_("version"), max_length=40, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published = KnownDate(verbose_name=_("published"))

    class Meta(Part.Meta):
        pass

    def __str__(self) -> str:
        return shown(self.title).text

    @property
    def whole(self) -> Programme:
        return self.programme

    @property
    def address(self) -> str:
        """Where a reader gets it: our file before a link."""
        return self.file.url if self.file else self.url

    @property
    def published_spoken(self) -> str:
        return spoken(self.published)
