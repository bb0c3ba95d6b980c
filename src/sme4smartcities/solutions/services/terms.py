"""What a solution can be found and matched by: its statements, facet by facet."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.solutions.models import VOCABULARY_OF, Facet, Solution, SolutionTerm
from sme4smartcities.vocabularies.models import Term

MOST = {
    Facet.DOMAIN: 6,
    Facet.OFFERS: 12,
    Facet.TERRITORY: 40,
    Facet.SDG: 8,
    Facet.LANGUAGE: 12,
    Facet.CERTIFICATE: 12,
    Facet.CPV: 20,
}


def write_terms(solution: Solution, facet: Facet, terms: Iterable[Term]) -> None:
    """Replace the statements of one facet.

    Raises Refused for a term of another list; a retired term stays only where it already stood.
    """
    chosen = {term.pk: term for term in terms}
    if len(chosen) > MOST[facet]:
        raise Refused(_("Choose at most %(most)s.") % {"most": MOST[facet]})
    for term in chosen.values():
        if term.vocabulary.code != VOCABULARY_OF[facet]:
            raise Refused(_("Choose values from the list."))
    rows = SolutionTerm.objects.filter(solution=solution, facet=facet)
    held = set(rows.values_list("term_id", flat=True))
    if any(term.retired and term.pk not in held for term in chosen.values()):
        raise Refused(_("One of the values is no longer offered. Choose another one."))
    rows.exclude(term__in=chosen).delete()
    SolutionTerm.objects.bulk_create(
        SolutionTerm(solution=solution, facet=facet, term_id=pk)
        for pk in sorted(chosen)
        if pk not in held
    )
