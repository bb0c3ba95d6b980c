"""What the loader has done: which content became which row, and the day the dates stand on."""

from django.db import models


class Loaded(models.Model):
    """One piece of content that is in the database; a broken load goes on after the last of these."""

    key = models.CharField(max_length=120, unique=True)  # organisation:dry-main, thread:3, …
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key} is {self.subject_kind}:{self.subject_id}"


class Day(models.Model):
    """The day that the Example takes for today. One row; it moves on with the calendar."""

    today = models.DateField()

    def __str__(self) -> str:
        return self.today.isoformat()
