"""What can be found: one row per subject with what ranking needs, and its texts for snippets.

The words themselves stand in the database's own index (``engines``), which Django does not see.
"""

from django.db import models

AUDIENCE_CHOICES = [(name, name) for name in ("restricted", "members", "public", "visitors")]


class SearchRow(models.Model):
    """A subject in the index; a very long text takes several rows (``part``).

    A subject that tells members more stands in it twice: for visitors, and for members.

    ``title_tokens`` and ``name_tokens`` hold " token token ", ``frequent`` " token:times " of the
    body's repeated tokens: enough to rank a hit without reading its text. ``languages`` (in which a
    person wrote) and ``places`` hold " code code ", by which hits are counted and narrowed.
    """

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    audience = models.CharField(max_length=12, choices=AUDIENCE_CHOICES)
    length = models.PositiveIntegerField(default=0)
    title_tokens = models.TextField()
    name_tokens = models.TextField()
    frequent = models.TextField()
    labels = models.TextField()  # the names it is shown by, one per line
    languages = models.TextField(default="", db_default="")
    places = models.TextField(default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "part"], name="search_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}"


class SearchText(models.Model):
    """A subject's text in one language, as its readers may see it."""

    row = models.ForeignKey(SearchRow, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12, blank=True)
    title = models.TextField()
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.row_id} {self.language}"
