"""Organisations for programs: the directory, profiles, people, messages, contacts."""

# Fixed addresses stand before those that begin with a number.
from sme4smartcities.organisations.api import relay, contacts, joining, directory, profile, people  # noqa: F401, I001
from sme4smartcities.organisations.api.lookup import router

__all__ = ["router"]
