"""What the directory keeps: organisations, their terms, their people, relayed talk, contacts."""

from sme4smartcities.organisations.models.organisation import (
    EmailDomain,
    Layer,
    NameKey,
    Organisation,
    OrganisationQuerySet,
    Staff,
    State,
)
from sme4smartcities.organisations.models.people import (
    Affiliation,
    Invitation,
    JoinRequest,
    ProfileDraft,
    Shown,
)
from sme4smartcities.organisations.models.terms import VOCABULARY_OF, Facet, OrganisationTerm

__all__ = [
    "VOCABULARY_OF",
    "Affiliation",
    "EmailDomain",
    "Facet",
    "Invitation",
    "JoinRequest",
    "Layer",
    "NameKey",
    "Organisation",
    "OrganisationQuerySet",
    "OrganisationTerm",
    "ProfileDraft",
    "Shown",
    "Staff",
    "State",
]
