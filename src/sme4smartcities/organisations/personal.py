"""What each table of the directory keeps about people, and what becomes of it."""

from collections.abc import Mapping

from django.db import models

from sme4smartcities.core.features import PersonalData
from sme4smartcities.organisations.directory.models import Index, Posting
from sme4smartcities.organisations.models import (
    Affiliation,
    Block,
    Contact,
    ContactAudience,
    Conversation,
    EmailDomain,
    Invitation,
    JoinRequest,
    Message,
    NameKey,
    Organisation,
    OrganisationTerm,
    ProfileDraft,
    Report,
    Suppressed,
)

GOES = "exported+erased"
UNTIL_EXPIRY = "kept: the legal basis that the row states, until the day that the row states"
CORRESPONDENCE = "exported+kept: correspondence of the organisation, one year"


def _others(model: type[models.Model], *named: str) -> tuple[str, ...]:
    """Name the columns that say nothing about a person: all but those declared."""
    return tuple(f.name for f in model._meta.concrete_fields if f.name not in named)


def _goes(model: type[models.Model], member: str, *columns: str) -> PersonalData:
    """Declare rows that are the member's own and vanish with the account."""
    return PersonalData(
        model=model,
        member=member,
        fields=dict.fromkeys(columns, GOES),
        none=_others(model, *columns),
    )


PERSONAL = (
    PersonalData(
        model=Organisation,
        member="verified_by",
        fields={"verified_by": "anonymised"},
        none=_others(Organisation, "verified_by"),
    ),
    _goes(Affiliation, "member", "member", "organisation", "function", "shown", "since"),
    _goes(JoinRequest, "member", "member", "organisation", "message", "state", "asked_at"),
    _goes(ProfileDraft, "member", "member", "organisation", "section", "data", "saved_at"),
    PersonalData(
        model=Invitation,
        member="invited_by",
        fields={
            "invited_by": "anonymised",
            "email": "kept: the wish of the person who invited, forty days",
        },
        none=_others(Invitation, "invited_by", "email"),
    ),
    _goes(Conversation, "member", "member", "organisation", "title", "started_at"),
    PersonalData(
        model=Message,
        member="author",
        fields={"author": "anonymised", "text": CORRESPONDENCE, "sent_at": CORRESPONDENCE},
        none=_others(Message, "author", "text", "sent_at"),
    ),
    _goes(Report, "reporter", "reporter", "conversation", "reason", "note", "reported_at"),
    _goes(Block, "member", "member", "organisation", "since"),
    PersonalData(
        model=Contact,
        fields=dict.fromkeys(
            ("function", "name", "email", "address", "language", "source", "notes"), UNTIL_EXPIRY
        ),
        none=_others(
            Contact, "function", "name", "email", "address", "language", "source", "notes"
        ),
    ),
    PersonalData(
        model=Suppressed,
        fields={"digest": "kept: Article 21(3) of the GDPR, so that the objection holds; a hash"},
        none=_others(Suppressed, "digest"),
    ),
)
IMPERSONAL: Mapping[type[models.Model], str] = {
    Index: "The order of the directory, counted beforehand.",
    Posting: "Which organisations make a statement, counted beforehand.",
    EmailDomain: "The part of an address that an organisation's people share.",
    NameKey: "A word of an organisation's name.",
    OrganisationTerm: "A statement about an organisation.",
    ContactAudience: "A role that sees a contact.",
}
