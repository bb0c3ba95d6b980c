"""What many parts of a programme share: dates as far as known, and a source."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.editing import Revised
from sme4smartcities.programmes.dates import KnownDate, in_order, last_day, spoken


class Sourced(models.Model):
    """A statement with where it stands and when somebody last looked."""

    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        abstract = True


class Dated(models.Model):
    """Something that holds from one date to another, as far as they are known."""

    starts = KnownDate(verbose_name=_("from"))
    ends = KnownDate(verbose_name=_("until"))

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude=exclude)
        if not in_order(self.starts, self.ends):
            raise ValidationError({"ends": _("The end lies before the start.")})

    @property
    def starts_spoken(self) -> str:
        return spoken(self.starts)

    @property
    def ends_spoken(self) -> str:
        return spoken(self.ends)

    def over(self, today: str) -> bool:
        """Say whether it had ended on the given day (as 2026-11-21)."""
        return bool(self.ends) and last_day(self.ends).isoformat() < today


class Part(Revised):
    """A row of a programme that its coordinators keep; lower positions come first."""

    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]
