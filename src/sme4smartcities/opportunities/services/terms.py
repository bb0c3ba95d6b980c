"""What an opportunity is found and fits by: its statements, facet by facet."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.opportunities.models import (
    MOST,
    VOCABULARY_OF,
    Facet,
    Opportunity,
    OpportunityTerm,
)
from sme4smartcities.vocabularies.models import Term

Terms = Mapping[Facet, Sequence[Term]]


def write_terms(row: Opportunity, terms: Terms) -> None:
    """Replace the statements of the facets that are named; the others stay."""
    for facet, chosen in terms.items():
        _write(row, facet, chosen)


def _write(row: Opportunity, facet: Facet, terms: Iterable[Term]) -> None:
    """Raises Refused for a term of another list; a retired term stays only where it stood."""
    chosen = {term.pk: term for term in terms}
    if len(chosen) > MOST[facet]:
        raise Refused(_("Choose at most %(most)s.") % {"most": MOST[facet]})
    if any(term.vocabulary.code != VOCABULARY_OF[facet] for term in chosen.values()):
        raise Refused(_("Choose values from the list."))
    rows = OpportunityTerm.objects.filter(opportunity=row, facet=facet)
    held = set(rows.values_list("term_id", flat=True))
    if any(term.retired and term.pk not in held for term in chosen.values()):
        raise Refused(_("One of the values is no longer offered. Choose another one."))
    rows.exclude(term__in=chosen).delete()
    OpportunityTerm.objects.bulk_create(
        OpportunityTerm(opportunity=row, facet=facet, term_id=pk)
        for pk in sorted(chosen)
        if pk not in held
    )
