"""What a programme keeps: itself, its partners and participants, its parts and its figures."""

from sme4smartcities.programmes.models.bases import Dated, Part, Sourced
from sme4smartcities.programmes.models.enquiries import Enquiry, EnquiryMessage
from sme4smartcities.programmes.models.figures import Figure, FigureValue
from sme4smartcities.programmes.models.parts import (
    Body,
    BodyMember,
    Edition,
    Material,
    Milestone,
    WorkPackage,
)
from sme4smartcities.programmes.models.programme import (
    CONCERNED,
    Entry,
    Participation,
    Partner,
    Programme,
    ProgrammeQuerySet,
    State,
    run_by,
)

__all__ = [
    "CONCERNED",
    "Body",
    "BodyMember",
    "Dated",
    "Edition",
    "Enquiry",
    "EnquiryMessage",
    "Entry",
    "Figure",
    "FigureValue",
    "Material",
    "Milestone",
    "Part",
    "Participation",
    "Partner",
    "Programme",
    "ProgrammeQuerySet",
    "Sourced",
    "State",
    "WorkPackage",
    "run_by",
]
