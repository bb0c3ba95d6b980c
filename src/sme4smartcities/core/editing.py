"""Two people editing the same object: the second one sees both texts, none is lost."""

from collections.abc import Mapping

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Stale

STALE = _("Somebody else saved changes while you were writing. Both texts are below.")


class Revised(models.Model):
    """An object that people edit; ``revision`` grows with each saved edit."""

    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def turn_page(self, expected: int | None, yours: Mapping[str, str] | None = None) -> None:
        """Step the revision on, or raise Stale with both texts when somebody was faster.

        ``yours``: field → what was typed; the texts of the Conflict stand under the fields' labels.
        ``expected`` is the revision that the editor had on screen; None (jobs, imports) takes any.
        The row must have been fetched inside the writing transaction.
        """
        if expected is not None and expected != self.revision:
            texts = {
                self._label(name): (self._shown(name), text)
                for name, text in (yours or {}).items()
                if self._shown(name) != text
            }
            raise Stale(STALE, texts=texts)
        self.revision += 1

    def _shown(self, name: str) -> str:
        value = getattr(self, name)
        return "" if value is None else str(value)

    def _label(self, name: str) -> str:
        field = self._meta.get_field(name)
        return str(capfirst(getattr(field, "verbose_name", name)))
