"""What vocabularies add to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, Setup
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.models import (
    ListVersion,
    Place,
    Term,
    TerritoryTable,
    Vocabulary,
)
from sme4smartcities.vocabularies.services import load_places, load_vocabularies

OPEN = ("api:vocabulary_list", "api:vocabulary", "api:term", "api:place_list")
KEPT = ("api:term_list", "api:term_retire", "api:term_restore")


def bring_lists() -> None:
    load_vocabularies(actor=SYSTEM)


def bring_places() -> None:
    load_places(actor=SYSTEM)


FEATURE = Feature(
    slug="vocabularies",
    title=_("Vocabularies"),
    api="sme4smartcities.vocabularies.api",
    access={
        **dict.fromkeys(OPEN, Access.PUBLIC),
        **dict.fromkeys(KEPT, Access.STEWARD),
    },
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
