"""Vectors of texts, the sums of their means, and who waits to be read."""

from django.db import models


class Vector(models.Model):
    """The meaning of one text of a subject in one language, as one model sees it.

    ``data``: half-precision numbers (vectors/codes.py); ``digest``: of the text it was made from;
    ``written``: the number of the shelf when it was put there.
    """

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    language = models.CharField(max_length=12, blank=True)
    model = models.CharField(max_length=120)
    digest = models.CharField(max_length=32)
    data = models.BinaryField()
    written = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "language", "model"], name="vector_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "written"], name="vector_by_age")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id} {self.language} {self.model}"


class Wordless(models.Model):
    """A subject in which one model found nothing to read: no text, or none in a language it knows.

    So that nobody asks for its vectors each hour; a change of its texts asks by itself.
    """

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    model = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "model", "subject_id"], name="wordless_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id} {self.model}"


class LanguageSum(models.Model):
    """How many vectors of one kind, language and model there are, and their sum in double precision."""

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=12, blank=True)
    model = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=0)
    total = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "model"], name="language_sum_once")
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.kind} {self.language} {self.model}"


class Shelf(models.Model):
    """The vectors of one kind: a number that grows with every write, another with every removal.

    Writers hold its row, so that a process that has read up to a number has missed nothing below.
    Kept matches have such a row as well, under the kind FITS.
    """

    FITS = "fit"

    kind = models.CharField(max_length=40, primary_key=True)
    written = models.BigIntegerField(default=0)
    removed = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.written}"


class Due(models.Model):
    """A subject whose texts changed and wait to be read; lower urgency first, then the newest."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    urgency = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="due_once")]
        indexes = [models.Index(fields=["urgency", "-at", "id"], name="due_next")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}"
