"""The list of challenges as a table, for spreadsheets and programs."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sme4smartcities.challenges.models import Facet
from sme4smartcities.challenges.queries.listing import Asked, rows_for
from sme4smartcities.core.translated import shown

MOST = 1_000
MONEY = 100


def table(asked: Asked) -> tuple[list[str], Iterator[list[Any]]]:
    """Give header and rows of what the list shows for the same question; one query for the tags."""
    header = [
        _("Title"),
        _("In one or two sentences"),
        _("Owner"),
        _("State"),
        _("Layer"),
        _("Published"),
        _("Budget, from"),
        _("Budget, up to"),
        _("Currency"),
        _("Readiness wanted"),
        str(Facet.DOMAIN.label),
        str(Facet.NEEDS.label),
        _("Address"),
    ]
    return header, _rows(asked)


def _rows(asked: Asked) -> Iterator[list[Any]]:
    for row, tags in rows_for(asked, MOST):
        yield [
            shown(row.title).text,
            shown(row.summary).text,
            row.owner.title,
            str(row.get_state_display()),
            str(row.get_layer_display()),
            row.published_at.date().isoformat() if row.published_at else "",
            _money(row.budget_least),
            _money(row.budget_most),
            row.currency,
            str(row.trl_least or ""),
            ", ".join(term.label for term in tags.get(Facet.DOMAIN, ())),
            ", ".join(term.label for term in tags.get(Facet.NEEDS, ())),
            f"{settings.BASE_URL}{row.get_absolute_url()}",
        ]


def _money(cents: int | None) -> str:
    return "" if cents is None else f"{cents / MONEY:.2f}"
