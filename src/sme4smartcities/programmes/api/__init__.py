"""Programmes for programs."""

# Fixed addresses of a programme stand before those that begin with a number.
from sme4smartcities.programmes.api import programmes, parts  # noqa: F401, I001
from sme4smartcities.programmes.api.lookup import router

__all__ = ["router"]
