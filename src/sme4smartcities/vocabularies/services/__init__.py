"""Every change to lists of terms and to places."""

from sme4smartcities.vocabularies.services.loading import Loaded, load_vocabularies
from sme4smartcities.vocabularies.services.places import (
    add_place,
    apply_territory_table,
    default_rows,
    load_places,
    name_place,
)
from sme4smartcities.vocabularies.services.terms import add_term

__all__ = [
    "Loaded",
    "add_place",
    "add_term",
    "apply_territory_table",
    "default_rows",
    "load_places",
    "load_vocabularies",
    "name_place",
]
