"""The catalogue as a table, for spreadsheets and programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sme4smartcities.core.translated import shown
from sme4smartcities.solutions.models import Facet, SolutionTerm
from sme4smartcities.solutions.queries.asked import Asked
from sme4smartcities.solutions.queries.catalogue import matching
from sme4smartcities.solutions.queries.solutions import listed_owners, whole
from sme4smartcities.vocabularies.queries import term_with_id

MOST = 1_000
FACETS = (Facet.DOMAIN, Facet.OFFERS, Facet.TERRITORY, Facet.CPV)


def table(asked: Asked) -> tuple[list[str], Iterator[list[Any]]]:
    """Give header and rows of what the list shows for the same question, in its order."""
    header = [
        _("Name of the solution"),
        _("In one or two sentences"),
        _("Offered by"),
        _("Layer"),
        _("Readiness (TRL)"),
        _("How it is paid"),
        *(str(facet.label) for facet in FACETS),
        _("Website"),
        _("Published"),
        _("Address"),
    ]
    return header, _rows(asked)


def _rows(asked: Asked) -> Iterator[list[Any]]:
    numbers = matching(asked, MOST)
    found = {row.pk: row for row in whole().filter(pk__in=numbers)}
    stated = _stated(numbers)
    for row in (found[number] for number in numbers if number in found):
        yield [
            shown(row.title).text,
            shown(row.summary).text,
            ", ".join(owner.title for owner in listed_owners(row)),
            str(row.get_layer_display()),
            str(row.trl or ""),
            str(row.get_price_model_display()) if row.price_model else "",
            *(", ".join(stated.get((row.pk, facet), ())) for facet in FACETS),
            row.website,
            row.published_at.date().isoformat() if row.published_at else "",
            f"{settings.BASE_URL}{row.get_absolute_url()}",
        ]


def _stated(numbers: Sequence[int]) -> dict[tuple[int, str], list[str]]:
    """Give the labels of what solutions state, by number and facet. One query."""
    rows = SolutionTerm.objects.filter(solution__in=numbers, facet__in=FACETS).order_by("pk")
    found: dict[tuple[int, str], list[str]] = {}
    for number, facet, pk in rows.values_list("solution_id", "facet", "term_id"):
        if held := term_with_id(pk):
            found.setdefault((number, facet), []).append(held.label)
    return found
