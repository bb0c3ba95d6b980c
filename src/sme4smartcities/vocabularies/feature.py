"""What vocabularies add to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, MenuItem, PublicPages, Setup
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies import queries
from sme4smartcities.vocabularies.models import (
    ListVersion,
    Place,
    Term,
    TerritoryTable,
    Vocabulary,
)
from sme4smartcities.vocabularies.queries.desk import territories_wait
from sme4smartcities.vocabularies.queries.lists import VERSION
from sme4smartcities.vocabularies.services import load_places, load_vocabularies

OPEN = (
    "api:vocabulary_list",
    "api:vocabulary",
    "api:term",
    "api:term_found",
    "api:place_list",
)
KEPT = ("api:term_list", "api:term_retire", "api:term_restore")


def bring_lists() -> None:
    load_vocabularies(actor=SYSTEM)


def bring_places() -> None:
    load_places(actor=SYSTEM)


PUBLIC = ("list", "vocabulary")
STEWARD = (
    "keep_list", "keep", "edit", "add", "import", "confirm", "term", "move", "retire", "restore", "merge",
    "territories", "territories_in", "territories_apply", "territories_file",
    "places", "place", "place_add",
)  # fmt: skip

FEATURE = Feature(
    slug="vocabularies",
    title=_("Vocabularies"),
    urls="sme4smartcities.vocabularies.urls",
    root_urls="sme4smartcities.vocabularies.root_urls",
    api="sme4smartcities.vocabularies.api",
    kept=VERSION,
    access={
        **{f"vocabularies:{name}": Access.PUBLIC for name in PUBLIC},
        **{f"vocabularies:{name}": Access.STEWARD for name in STEWARD},
        "vocabulary_file": Access.PUBLIC,
        **dict.fromkeys(OPEN, Access.PUBLIC),
        **dict.fromkeys(KEPT, Access.STEWARD),
    },
    menu=(
        MenuItem(
            label=_("Vocabularies"), url_name="vocabularies:list", position=60, place="footer"
        ),
        MenuItem(
            label=_("Lists of terms"),
            url_name="vocabularies:keep_list",
            position=70,
            place="coordinator",
        ),
        MenuItem(
            label=_("Countries and places"),
            url_name="vocabularies:territories",
            position=75,
            place="coordinator",
        ),
    ),
    desk=(territories_wait,),
    public_pages=PublicPages(count=queries.public_count, paths=queries.public_paths),
    setup=(
        Setup(title=_("Reading the lists of terms"), run=bring_lists),
        Setup(title=_("Reading the gazetteer"), run=bring_places),
    ),
    impersonal={
        Vocabulary: "A list of terms.",
        Term: "A term of a list.",
        Place: "A town with its names and coordinates.",
        TerritoryTable: "The country in which each place is shown.",
        ListVersion: "A number that says that lists changed.",
    },
)
