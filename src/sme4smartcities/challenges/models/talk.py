"""What others say to a challenge: questions that everybody reads, and who follows it."""

from django.conf import settings
from django.db import models

from sme4smartcities.challenges.models.challenge import Challenge
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.organisations.models import Organisation


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, actor: Actor) -> "QuestionQuerySet":
        """Those of challenges that the actor may see; what a coordinator removed, to coordinators."""
        rows = self.filter(challenge__in=Challenge.objects.visible_to(actor))
        return rows if has_role(actor, "coordinator") else rows.filter(removed_at=None)


class Question(models.Model):
    """A public question and its one answer. ``hidden``: for which organisation stays unsaid."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden = models.BooleanField(default=False)
    language = models.CharField(max_length=8)
    text = models.TextField(max_length=1000)
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(max_length=4000, blank=True)
    answer_language = models.CharField(max_length=8, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["challenge", "asked_at"], name="question_order"),
            models.Index(
                fields=["asked_at"],
                name="question_waiting",
                condition=models.Q(answered_at=None, removed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def revision(self) -> int:
        """A number of what stands there as its answer, 1 for none."""
        return int(self.answered_at.timestamp() * 1_000_000) if self.answered_at else 1


class Follower(models.Model):
    """A member who wants to hear of a challenge; ``seen_at``: when its page was last read.

    ``mails``: news come by mail as well as on the desk.
    """

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="followers")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="challenges_followed"
    )
    since = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()
    mails = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["challenge", "member"], name="challenge_follower_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.challenge_id}"
