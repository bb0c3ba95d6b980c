"""A list of terms as linked data: SKOS, written as JSON-LD."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from sme4smartcities.vocabularies.models import Term, Vocabulary

CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "scopeNote": {"@id": "skos:scopeNote", "@container": "@language"},
    "notation": "skos:notation",
    "source": "dct:source",
    "deprecated": "owl:deprecated",
    "replacedBy": {"@id": "dct:isReplacedBy", "@type": "@id"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "broadMatch": {"@id": "skos:broadMatch", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
}


def scheme_address(code: str) -> str:
    return f"{settings.BASE_URL}/vocabularies/{code}.jsonld"


def concept_address(vocabulary: str, code: str) -> str:
    """Give the lasting name of a term: the address of its list and its code."""
    return f"{scheme_address(vocabulary)}#{code}"


def described(held: Vocabulary, terms: Iterable[Term]) -> dict[str, Any]:
    """Describe a list and its terms; a retired one is marked, a merged one names its successor."""
    scheme = scheme_address(held.code)
    head = {
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "prefLabel": held.labels,
        "scopeNote": held.notes,
        "notation": held.code,
        "source": held.source,
    }
    graph = [head, *({"inScheme": scheme, **_concept(held, term)} for term in terms)]
    return {"@context": CONTEXT, "@graph": [_told(entry) for entry in graph]}


def _concept(held: Vocabulary, term: Term) -> dict[str, Any]:
    match = concept_address(held.broader_in, term.broader) if term.broader else ""
    above = term.parent
    return {
        "@id": concept_address(held.code, term.code),
        "@type": "skos:Concept",
        "prefLabel": term.labels,
        "scopeNote": term.notes,
        "notation": term.code,
        "broader": concept_address(held.code, above.code) if above else "",
        "topConceptOf": "" if above else scheme_address(held.code),
        "broadMatch": match,
        "deprecated": term.retired,
        "replacedBy": concept_address(held.code, term.merged_into.code) if term.merged_into else "",
    }


def _told(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value}
