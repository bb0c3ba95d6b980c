"""Lists of terms with labels in six languages, and the gazetteer of places."""

from django.db import models
from django.utils.translation import get_language

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.subjects import SubjectModel


def in_reader_language(labels: dict[str, str], otherwise: str) -> str:
    """Choose the reader's language, else English, else the given text."""
    language = (get_language() or "en").split("-")[0]
    return str(labels.get(language) or labels.get("en") or otherwise)


class Vocabulary(SubjectModel, Revised):
    """One list: domains, capabilities, territories, stages …; its code never changes."""

    code = models.SlugField(max_length=40, unique=True)
    labels = models.JSONField(default=dict)  # language → name of the list
    notes = models.JSONField(default=dict, blank=True)  # language → what the list is for
    source = models.CharField(max_length=300, blank=True)
    locked = models.BooleanField(default=False)  # a standard's list: labels may change, codes not
    broader_in = models.SlugField(max_length=40, blank=True)  # the list that ``broader`` points to
    alphabetical = models.BooleanField(default=False)  # shown by label, not by position
    position = models.PositiveIntegerField(default=0)
    shipped = models.JSONField(default=dict, blank=True)  # what the package last said

    class Meta:
        verbose_name_plural = "vocabularies"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_reader_language(self.labels, self.code)

    @property
    def note(self) -> str:
        return in_reader_language(self.notes, "")


class TermQuerySet(models.QuerySet["Term"]):
    def of(self, vocabulary: str) -> "TermQuerySet":
        return self.filter(vocabulary__code=vocabulary)

    def offered(self) -> "TermQuerySet":
        """Terms that a form offers; a retired one stays on what carries it."""
        return self.filter(retired=False)


class Term(SubjectModel, Revised):
    """One value of a list. Objects point at it by foreign key and are exported with its code."""

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.PROTECT, related_name="terms")
    code = models.CharField(max_length=60)
    scheme = models.CharField(max_length=20, blank=True)  # territories: ISO 3166-1, NUTS-3, own …
    labels = models.JSONField(default=dict)  # language → label
    notes = models.JSONField(default=dict, blank=True)  # language → explanation or footnote
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    broader = models.CharField(max_length=60, blank=True)  # code in another list, e.g. a dimension
    position = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    # What the package last said. The loader changes only what still equals it.
    shipped = models.JSONField(default=dict, blank=True)

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
        return in_reader_language(self.labels, self.code)

    @property
    def note(self) -> str:
        return in_reader_language(self.notes, "")


class ListVersion(models.Model):
    """One row with a number drawn anew at every change, so that each process drops its old lists."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class TerritoryTable(models.Model):
    """The operator's word on which country and region a place is shown in. One row.

    ``rows``: country as the gazetteer lists it → code of a territory, "" to show none. Until
    ``applied_at`` is set no place shows a country.
    """

    rows = models.JSONField(default=dict, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    gazetteer = models.CharField(max_length=64, blank=True)  # digest of the places that are loaded

    def __str__(self) -> str:
        return f"{len(self.rows)} countries"


class PlaceQuerySet(models.QuerySet["Place"]):
    def within(self, territories: "list[int] | set[int]") -> "PlaceQuerySet":
        return self.filter(territory__in=territories)


class Place(SubjectModel, models.Model):
    """A town of the gazetteer, or one that the coordinator added.

    ``listed_country`` is what the gazetteer says and is never shown; a reader sees ``territory``,
    which stays empty until the operator's territory table is applied. ``labels`` are what people
    here call the place; ``names`` belong to the gazetteer and follow it.
    """

    gazetteer_id = models.PositiveIntegerField(null=True, blank=True, unique=True)
    name = models.CharField(max_length=200)
    labels = models.JSONField(default=dict, blank=True)  # language → name set on this platform
    checked = models.JSONField(default=dict, blank=True)  # language → name that we looked up
    names = models.JSONField(default=dict, blank=True)  # script (latin, he, ar) → other names
    listed_country = models.CharField(max_length=2, blank=True)
    listed_region = models.CharField(max_length=8, blank=True)
    disputed = models.BooleanField(default=False)  # no default territory: a person decides
    territory = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    lat = models.FloatField()
    lon = models.FloatField()
    population = models.PositiveIntegerField(default=0)
    time_zone = models.CharField(max_length=64, default="UTC")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-population"]
        indexes = [models.Index(fields=["name"], name="place_name")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The place in the reader's language where the name is certain, else as it is listed."""
        language = (get_language() or "en").split("-")[0]
        if known := self.labels.get(language) or self.checked.get(language):
            return str(known)
        written = self.names.get(language, []) if language in ("he", "ar") else []
        return str(written[0]) if len(written) == 1 else self.name
