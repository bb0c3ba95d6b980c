"""The journal's rows, their chain, the bookmarks of those who react, and the facts set aside."""

from django.db import models


class Entry(models.Model):
    """One fact, as it was recorded.

    ``position`` and ``seal`` stay empty until the sealing job has put the row in its final order.
    """

    at = models.DateTimeField()
    name = models.CharField(max_length=80, db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, default="")

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="entry_subject"),
            models.Index(
                fields=["id"],
                name="entry_unsealed",
                condition=models.Q(position__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name} {self.subject_kind}:{self.subject_id}"


class Chain(models.Model):
    """The head of the chain: how many facts are sealed and the seal of the last. One row."""

    position = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.position} {self.seal}"


class Bookmark(models.Model):
    """How far one reactor has read, as a position in the chain."""

    reactor = models.CharField(max_length=200, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reactor} at {self.position}"


class Parked(models.Model):
    """A fact that a reactor could not digest: set aside with its error, tried again later."""

    reactor = models.CharField(max_length=200)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT)
    error = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reactor", "entry"], name="parked_once")]

    def __str__(self) -> str:
        return f"{self.reactor} stuck on {self.entry_id}"
