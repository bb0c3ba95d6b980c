"""What an owner is writing: autosaved drafts of the sections."""

from django.conf import settings
from django.db import models

from sme4smartcities.core.drafting import Draft
from sme4smartcities.solutions.models.solution import Solution


class SectionDraft(Draft):
    """What a person has typed into one section of a solution and not saved yet."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="drafts")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="solution_drafts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["solution", "member", "section"], name="solution_draft_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} of {self.solution_id} by {self.member_id}"
