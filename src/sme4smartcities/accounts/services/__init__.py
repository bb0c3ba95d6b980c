"""Every change of accounts, roles and what members keep here."""

from sme4smartcities.accounts.services.blocking import block_member, unblock_member
from sme4smartcities.accounts.services.credentials import (
    change_password,
    count_passkey_use,
    note_address_change,
    note_second_factor,
    reset_password,
)
from sme4smartcities.accounts.services.downloads import (
    ask_for_download,
    note_fetched,
    remove_old_downloads,
)
from sme4smartcities.accounts.services.erasure import (
    ask_for_erasure,
    cancel_erasure,
    erase_again,
    erase_member,
    erasures_due,
)
from sme4smartcities.accounts.services.forgotten import ask_for_new_password
from sme4smartcities.accounts.services.founding import found, password_link
from sme4smartcities.accounts.services.invitations import (
    accept_invitation,
    invite,
    revoke_invitation,
)
from sme4smartcities.accounts.services.profiles import (
    ProfileChange,
    change_profile,
    change_settings,
    remove_photo,
    set_photo,
    try_address_again,
)
from sme4smartcities.accounts.services.registration import (
    Registration,
    admit,
    confirm_mailbox,
    register,
    rehearse,
)
from sme4smartcities.accounts.services.roles import grant_role, revoke_role
from sme4smartcities.accounts.services.sessions import end_one_session, end_other_sessions
from sme4smartcities.accounts.services.terms import accept_terms, current_terms, publish_terms
from sme4smartcities.accounts.services.tokens import make_token, note_token_use, revoke_token

__all__ = [
    "ProfileChange",
    "Registration",
    "accept_invitation",
    "accept_terms",
    "admit",
    "ask_for_download",
    "ask_for_erasure",
    "ask_for_new_password",
    "block_member",
    "cancel_erasure",
    "change_password",
    "change_profile",
    "change_settings",
    "confirm_mailbox",
    "count_passkey_use",
    "current_terms",
    "end_one_session",
    "end_other_sessions",
    "erase_again",
    "erase_member",
    "erasures_due",
    "found",
    "grant_role",
    "invite",
    "make_token",
    "note_address_change",
    "note_fetched",
    "note_second_factor",
    "note_token_use",
    "password_link",
    "publish_terms",
    "register",
    "rehearse",
    "remove_old_downloads",
    "remove_photo",
    "reset_password",
    "revoke_invitation",
    "revoke_role",
    "revoke_token",
    "set_photo",
    "try_address_again",
    "unblock_member",
]
