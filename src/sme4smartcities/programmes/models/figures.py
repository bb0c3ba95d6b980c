"""Figures of a programme, each with every value that a source gives, side by side."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core import formats
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.programmes.dates import KnownDate
from sme4smartcities.programmes.dates import spoken as spoken_date
from sme4smartcities.programmes.models.bases import Part, Sourced
from sme4smartcities.programmes.models.programme import Programme
from sme4smartcities.vocabularies.models import Term


class Figure(Part):
    """A budget line, a target or another number. What it is worth stands in its values."""

    class Kind(models.TextChoices):
        BUDGET = "budget", _("Budget")
        TARGET = "target", _("Target")
        OTHER = "other", _("Other figure")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="figures")
    code = models.SlugField(_("code"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = TranslatedField()
    note = TranslatedField()
    unit = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="figure_code_once")
        ]

    def __str__(self) -> str:
        return shown(self.name).text or self.code

    @property
    def whole(self) -> Programme:
        return self.programme


class FigureValue(Sourced, Part):
    """One value of a figure, as one source gives it. Sources that differ stand side by side."""

    class Meaning(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ANNOUNCED = "announced", _("Announced")
        REACHED = "reached", _("Reached")

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="values")
    meaning = models.CharField(_("meaning"), max_length=10, choices=Meaning)
    amount = models.DecimalField(_("value"), max_digits=18, decimal_places=3)
    as_of = KnownDate(verbose_name=_("as of"))
    note = TranslatedField()

    class Meta(Part.Meta):
        ordering = ["as_of", "position", "id"]

    def __str__(self) -> str:
        return f"{self.amount} {self.meaning}"

    @property
    def whole(self) -> Programme:
        return self.figure.programme

    @property
    def spoken(self) -> str:
        """The value as people read it; the unit stands beside the figure's name."""
        unit = self.figure.unit.code
        if unit == "eur":
            return formats.money(self.amount, "EUR")
        text = formats.number(self.amount.normalize())
        return f"{text}\u00a0%" if unit == "percent" else text

    @property
    def as_of_spoken(self) -> str:
        return spoken_date(self.as_of)
