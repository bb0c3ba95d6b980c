"""Deeds, and every single effect that each of them had."""

from django.db import models


class Deed(models.Model):
    number = models.PositiveIntegerField(unique=True)
    series = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"deed {self.number}"


class Effect(models.Model):
    """One effect that happened. Nothing hinders a second one of the same kind: the test counts."""

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.kind} of deed {self.number}"
