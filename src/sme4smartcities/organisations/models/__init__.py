"""What the directory keeps: organisations, their terms, their people, relayed talk, contacts."""

from sme4smartcities.organisations.models.contacts import (
    NOTICE_WITHIN,
    Contact,
    ContactAudience,
    ContactQuerySet,
    Suppressed,
)
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
)
from sme4smartcities.organisations.models.relay import (
    Block,
    Conversation,
    ConversationQuerySet,
    Message,
    Report,
)
from sme4smartcities.organisations.models.terms import VOCABULARY_OF, Facet, OrganisationTerm

__all__ = [
    "NOTICE_WITHIN",
    "VOCABULARY_OF",
    "Affiliation",
    "Block",
    "Contact",
    "ContactAudience",
    "ContactQuerySet",
    "Conversation",
    "ConversationQuerySet",
    "EmailDomain",
    "Facet",
    "Invitation",
    "JoinRequest",
    "Layer",
    "Message",
    "NameKey",
    "Organisation",
    "OrganisationQuerySet",
    "OrganisationTerm",
    "ProfileDraft",
    "Report",
    "Staff",
    "State",
    "Suppressed",
]
