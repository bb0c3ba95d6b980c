"""What tagging keeps: for each subject the terms that its texts speak of, and those refused."""

from django.db import models

from sme4smartcities.core.subjects import SubjectModel


class Suggestion(SubjectModel, models.Model):
    """``found``: [list, code, words of the text that show it] of each term, list by list, best first.

    ``refused``: [list, code] of what its people said no to; it is not suggested again.
    ``due_at``: since when its texts wait to be looked at. Read only with the rights of those who
    write the subject.
    """

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    found = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="suggestion_once")
        ]
        indexes = [
            models.Index(
                fields=["-due_at"],
                name="suggestion_due",
                condition=models.Q(due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}"
