"""Every change to lists of terms and to places."""

from sme4smartcities.vocabularies.services.exchange import (
    HEADER,
    Line,
    import_terms,
    read_lines,
    table_of,
)
from sme4smartcities.vocabularies.services.loading import Loaded, load_vocabularies
from sme4smartcities.vocabularies.services.merging import check_merge, merge_terms
from sme4smartcities.vocabularies.services.places import (
    add_place,
    apply_territory_table,
    load_places,
    name_place,
)
from sme4smartcities.vocabularies.services.refusals import LOCKED
from sme4smartcities.vocabularies.services.terms import (
    add_term,
    edit_term,
    edit_vocabulary,
    move_term,
    restore_term,
    retire_term,
)

__all__ = [
    "HEADER",
    "LOCKED",
    "Line",
    "Loaded",
    "add_place",
    "add_term",
    "apply_territory_table",
    "check_merge",
    "edit_term",
    "edit_vocabulary",
    "import_terms",
    "load_places",
    "load_vocabularies",
    "merge_terms",
    "move_term",
    "name_place",
    "read_lines",
    "restore_term",
    "retire_term",
    "table_of",
]
