"""Every change of accounts, roles and what members keep here."""

from sme4smartcities.accounts.services.credentials import (
    change_password,
    count_passkey_use,
    note_address_change,
    note_second_factor,
    reset_password,
)
from sme4smartcities.accounts.services.forgotten import ask_for_new_password
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
    "Registration",
    "accept_terms",
    "admit",
    "ask_for_new_password",
    "change_password",
    "confirm_mailbox",
    "count_passkey_use",
    "current_terms",
    "end_one_session",
    "end_other_sessions",
    "grant_role",
    "make_token",
    "note_address_change",
    "note_second_factor",
    "note_token_use",
    "publish_terms",
    "register",
    "rehearse",
    "reset_password",
    "revoke_role",
    "revoke_token",
]
