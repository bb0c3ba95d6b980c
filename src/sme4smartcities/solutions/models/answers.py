"""Which open challenges a solution answers, as its owners state it."""

from django.conf import settings
from django.db import models

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.solutions.models.solution import Solution


class Answer(models.Model):
    """A statement of the owners, not of the city: it stands on both pages until they take it back."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="answers")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+")
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    stated_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["solution", "challenge"], name="answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.solution_id} answers {self.challenge_id}"
