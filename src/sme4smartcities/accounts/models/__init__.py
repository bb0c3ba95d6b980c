"""What is kept about members: who they are, what they show, what they agreed to and may do."""

from sme4smartcities.accounts.models.exports import DataExport
from sme4smartcities.accounts.models.invitations import Invitation
from sme4smartcities.accounts.models.members import Member, MemberQuerySet, Members, Role
from sme4smartcities.accounts.models.profiles import SHOWN_FIELDS, Audience, Profile
from sme4smartcities.accounts.models.terms import TermsAcceptance, TermsVersion
from sme4smartcities.accounts.models.tokens import ApiToken, TokenScope

__all__ = [
    "SHOWN_FIELDS",
    "ApiToken",
    "Audience",
    "DataExport",
    "Invitation",
    "Member",
    "MemberQuerySet",
    "Members",
    "Profile",
    "Role",
    "TermsAcceptance",
    "TermsVersion",
    "TokenScope",
]
