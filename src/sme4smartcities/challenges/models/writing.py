"""What is being written and what was: autosaved drafts of sections, and every saved version."""

from django.conf import settings
from django.db import models

from sme4smartcities.challenges.models.challenge import Challenge
from sme4smartcities.core.drafting import Draft


class SectionDraft(Draft):
    """What a person has typed into one section of the Studio and not saved yet."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="drafts")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="challenge_drafts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "member", "section"], name="section_draft_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} of {self.challenge_id} by {self.member_id}"


class Version(models.Model):
    """What a challenge said after one save. ``content``: see ``services.versions.content_of``."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    public = models.BooleanField(default=False)  # said in public, not while it was being written

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="challenge_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.challenge_id}"
