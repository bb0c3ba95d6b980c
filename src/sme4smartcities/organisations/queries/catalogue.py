"""Organisations as programs read them: in one stable order, cut by cursors, all terms by code."""

from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Facet, Organisation, OrganisationTerm


def with_terms(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Fetch what an endpoint shows of each row: four queries for any number of rows."""
    terms = OrganisationTerm.objects.select_related("term", "term__vocabulary").order_by(
        "facet", "term__position", "term_id"
    )
    return rows.select_related("kind", "size", "territory", "place", "logo").prefetch_related(
        Prefetch("terms", queryset=terms), "email_domains"
    )


def catalogue(
    actor: Actor, *, after: tuple[str, int] | None, filters: Mapping[str, str], limit: int
) -> Sequence[Organisation]:
    """Give the next rows by name that carry every given term; ``filters``: facet → term code."""
    rows = Organisation.objects.visible_to(actor).order_by("sort_key", "pk")
    if after is not None:
        key, number = after
        rows = rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=number))
    for facet, code in filters.items():
        carried = OrganisationTerm.objects.filter(
            organisation=OuterRef("pk"), facet=facet, term__code=code
        )
        rows = rows.filter(Exists(carried))
    return list(with_terms(rows)[:limit])


def in_catalogue(actor: Actor, number: int) -> Organisation | None:
    return with_terms(Organisation.objects.visible_to(actor)).filter(pk=number).first()


def codes(organisation: Organisation, facet: Facet) -> list[str]:
    """Give the codes of one facet from terms fetched before."""
    return [row.term.code for row in organisation.terms.all() if row.facet == facet]
