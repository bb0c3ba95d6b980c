"""What others may ask of lists and places."""

from sme4smartcities.vocabularies.queries.lists import (
    broader_label,
    country_of,
    known_term,
    labels,
    lineage,
    term,
    term_with_id,
    terms,
    vocabularies,
    vocabulary,
    within,
)
from sme4smartcities.vocabularies.queries.places import (
    disputed_places,
    place_ids,
    place_with_id,
    places,
    places_named,
    the_place,
    where,
)

__all__ = [
    "broader_label",
    "country_of",
    "disputed_places",
    "known_term",
    "labels",
    "lineage",
    "place_ids",
    "place_with_id",
    "places",
    "places_named",
    "term",
    "term_with_id",
    "terms",
    "the_place",
    "vocabularies",
    "vocabulary",
    "where",
    "within",
]
