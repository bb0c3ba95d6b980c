"""An import on its way in, row by row, and an export on its way out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import SubjectModel


class ImportState(models.TextChoices):
    READING = "reading", _("Being read")
    COLUMNS = "columns", _("Waiting for you to say what the columns are")
    CHECKING = "checking", _("Being checked")
    READY = "ready", _("Waiting for your word")
    ENTERING = "entering", _("Being entered")
    DONE = "done", _("Entered")
    FAILED = "failed", _("Given up")


WORKING = (ImportState.READING, ImportState.CHECKING, ImportState.ENTERING)
WITH_ROWS = (ImportState.READY, ImportState.ENTERING, ImportState.DONE)


class About(models.TextChoices):
    """What rows are about that a coordinator alone brings; other features add theirs by manifest."""

    ORGANISATIONS = "organisations", _("Organisations")
    CONTACTS = "contacts", _("Contacts")


class Choice(models.TextChoices):
    """What becomes of a row that looks like one we have."""

    SKIP = "skip", _("Leave out")
    ADD = "add", _("Enter all the same")


class Outcome(models.TextChoices):
    WAITING = "", ""
    ENTERED = "entered", _("Entered")
    LEFT_OUT = "left out", _("Left out")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, actor: Actor) -> "ImportQuerySet":
        """Coordinators see one another's imports; others their own, of what they may bring."""
        if has_role(actor, "coordinator"):
            return self
        return self.filter(member_id=actor.pk or 0).exclude(about__in=About.values)


class Import(SubjectModel, models.Model):
    """A table that somebody brought. Nothing of it is entered before it is confirmed.

    ``mapping``: for each column of the file the code of ours, or "" to leave it out.
    ``done`` of ``total`` is how far the work of the present state is.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    about = models.CharField(max_length=13, default=About.ORGANISATIONS)
    file_name = models.CharField(max_length=255)
    texts_in = models.CharField(max_length=8)  # the language of texts that name none
    language = models.CharField(max_length=8)  # of what we say about the rows
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    entered = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name} {self.state}"

    @property
    def is_working(self) -> bool:
        return self.state in WORKING


class ImportRow(models.Model):
    """One row of the file. ``problems``: column code and sentence; ``twins``: whom it looks like."""

    table = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the own program of who brought it shows it
    cells = models.JSONField()
    problems = models.JSONField(default=list)
    twins = models.JSONField(default=list)
    choice = models.CharField(max_length=4, choices=Choice, default=Choice.SKIP)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING, blank=True)
    has_problems = models.BooleanField(default=False)
    has_twins = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="import_row_once")]
        indexes = [
            models.Index(
                fields=["table", "has_problems", "has_twins", "number"], name="import_row_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table_id}:{self.number}"


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, actor: Actor) -> "ExportQuerySet":
        return self.filter(member_id=actor.pk or 0)


class Export(SubjectModel, models.Model):
    """A table that a member asked for: what he or she may see, or for a coordinator everything."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    format = models.CharField(max_length=4)
    asked = models.TextField(default="", blank=True)  # the query of the directory that it shows
    full = models.BooleanField(default=False)
    language = models.CharField(max_length=8)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file_url = models.CharField(max_length=200, blank=True)
    message = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.format}"

    @property
    def is_working(self) -> bool:
        return not self.file_url and not self.message
