"""What is asked about members."""

from sme4smartcities.accounts.queries.downloads import download_of, downloads_of
from sme4smartcities.accounts.queries.history import history_of
from sme4smartcities.accounts.queries.members import (
    address_is_free,
    address_of_old_link,
    member_by_address,
)
from sme4smartcities.accounts.queries.people import (
    cards_of,
    may_see_photo,
    person_for,
    photo_of,
    profile_of,
)
from sme4smartcities.accounts.queries.sign_in import factors_of, sessions_of
from sme4smartcities.accounts.queries.stewardship import (
    all_members,
    invitation_by,
    invitation_named,
    invitations_sent,
    members_like,
)
from sme4smartcities.accounts.queries.terms import newest_terms_number
from sme4smartcities.accounts.queries.tokens import member_for_token, token_named, tokens_of
from sme4smartcities.accounts.queries.unreachable import unreachable

__all__ = [
    "address_is_free",
    "address_of_old_link",
    "all_members",
    "cards_of",
    "download_of",
    "downloads_of",
    "factors_of",
    "history_of",
    "invitation_by",
    "invitation_named",
    "invitations_sent",
    "may_see_photo",
    "member_by_address",
    "member_for_token",
    "members_like",
    "newest_terms_number",
    "person_for",
    "photo_of",
    "profile_of",
    "sessions_of",
    "token_named",
    "tokens_of",
    "unreachable",
]
