"""Lists of terms, each term with labels in six languages and a place in its tree."""

from django.db import models
from django.utils.translation import get_language


class Vocabulary(models.Model):
    """One list: domains, capabilities, territories, stages …; its code never changes."""

    code = models.SlugField(max_length=40, unique=True)
    labels = models.JSONField(default=dict)  # language → name of the list
    source = models.CharField(max_length=300, blank=True)
    locked = models.BooleanField(default=False)  # a standard's list: labels may change, codes not

    class Meta:
        verbose_name_plural = "vocabularies"

    def __str__(self) -> str:
        return self.code


class TermQuerySet(models.QuerySet["Term"]):
    def of(self, vocabulary: str) -> "TermQuerySet":
        return self.filter(vocabulary__code=vocabulary)

    def offered(self) -> "TermQuerySet":
        """Terms that a form offers; a retired one stays on what carries it."""
        return self.filter(retired=False)


class Term(models.Model):
    """One value of a list. Objects point at it by foreign key and are exported with its code."""

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.PROTECT, related_name="terms")
    code = models.CharField(max_length=60)
    labels = models.JSONField(default=dict)  # language → label
    notes = models.JSONField(default=dict, blank=True)  # language → explanation
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    broader = models.CharField(max_length=60, blank=True)  # code in another list, e.g. a dimension
    position = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="term_code_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The term in the reader's language, else in English, else its code."""
        language = (get_language() or "en").split("-")[0]
        return str(self.labels.get(language) or self.labels.get("en") or self.code)
