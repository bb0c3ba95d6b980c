"""Write the confirmed statements of a challenge."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models import VOCABULARY_OF, Challenge, ChallengeTerm, Facet
from sme4smartcities.core.errors import Refused
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import lineage

MOST_TERMS = 20  # of one facet


def write_all(challenge: Challenge, terms: Mapping[str, Sequence[Term]]) -> None:
    """Replace the statements of the facets named; the others stay."""
    for facet, chosen in terms.items():
        write_terms(challenge, Facet(facet), chosen)


def write_terms(challenge: Challenge, facet: Facet, terms: Iterable[Term]) -> None:
    """Replace the statements of one facet; a place brings along all places that hold it.

    Raises Refused for a term of another list; a retired term stays only where it already stood.
    """
    chosen = {term.pk: term for term in terms}
    if len(chosen) > MOST_TERMS:
        raise Refused(_("Choose at most %(most)s values of one list.") % {"most": MOST_TERMS})
    if any(term.vocabulary.code != VOCABULARY_OF[facet] for term in chosen.values()):
        raise Refused(_("Choose values from the list."))
    rows = ChallengeTerm.objects.filter(challenge=challenge, facet=facet)
    held = set(rows.values_list("term_id", flat=True))
    if any(term.retired and term.pk not in held for term in chosen.values()):
        raise Refused(_("One of the values is no longer offered. Choose another one."))
    wanted = _with_places_above(chosen) if facet == Facet.TERRITORY else set(chosen)
    if wanted == held:
        return
    rows.delete()
    ChallengeTerm.objects.bulk_create(
        ChallengeTerm(challenge=challenge, facet=facet, term_id=pk) for pk in sorted(wanted)
    )


def _with_places_above(chosen: Mapping[int, Term]) -> set[int]:
    return {above.pk for term in chosen.values() for above in lineage(term)}
