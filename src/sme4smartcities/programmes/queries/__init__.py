"""What others may ask of programmes."""

from sme4smartcities.programmes.queries.found import (
    cards,
    documents,
    findable_ids,
    public_count,
    public_paths,
    running,
)
from sme4smartcities.programmes.queries.participations import (
    coordinators_of,
    edition_choices,
    edition_coordinators,
    edition_named,
    my_organisations,
    my_participations,
    own_editions,
    participants,
    participants_after,
    participations_of,
    waiting_count,
)
from sme4smartcities.programmes.queries.parts import (
    member_with_address,
    missing_for_publishing,
    organisation_named,
    parts,
    parts_of,
    work_packages,
)
from sme4smartcities.programmes.queries.programmes import (
    BodyShown,
    FigureShown,
    ProgrammePage,
    programme_page,
    programmes,
)

__all__ = [
    "BodyShown",
    "FigureShown",
    "ProgrammePage",
    "cards",
    "coordinators_of",
    "documents",
    "edition_choices",
    "edition_coordinators",
    "edition_named",
    "findable_ids",
    "member_with_address",
    "missing_for_publishing",
    "my_organisations",
    "my_participations",
    "organisation_named",
    "own_editions",
    "participants",
    "participants_after",
    "participations_of",
    "parts",
    "parts_of",
    "programme_page",
    "programmes",
    "public_count",
    "public_paths",
    "running",
    "waiting_count",
    "work_packages",
]
