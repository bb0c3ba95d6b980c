"""The directory's index: which listed organisations make each statement, counted beforehand.

Organisations stand in the order of their names; a statement's members are a bitmap over that
order. So any combination of filters is counted by a few operations on whole numbers.
"""

from django.db import models


class Index(models.Model):
    """One row: the order of the organisations and what lists and the map need of each.

    ``numbers`` (ids), ``created`` and ``updated`` (seconds) and ``spots`` (places in ``dots``,
    0 for none) are arrays over the order; ``dots`` holds [latitude, longitude, place id or null].
    """

    version = models.BigIntegerField()  # drawn anew each time, so that every process reads anew
    taken_at = models.DateTimeField()
    size = models.PositiveIntegerField()
    numbers = models.BinaryField()
    created = models.BinaryField()
    updated = models.BinaryField()
    spots = models.BinaryField()
    dots = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.size} organisations at {self.taken_at}"


class Posting(models.Model):
    """The organisations that make one statement: a facet and a value, mostly a term's id."""

    facet = models.CharField(max_length=12)
    value = models.BigIntegerField()
    number = models.PositiveIntegerField()
    members = models.BinaryField()  # bitmap over the order, lowest bit first, compressed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facet", "value"], name="directory_posting_once")
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}: {self.number}"
