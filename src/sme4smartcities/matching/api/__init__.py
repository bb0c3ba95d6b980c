"""Matches for programs: the same queries, rights and services as the pages."""

from sme4smartcities.matching.api import feedback, matches, reach
from sme4smartcities.matching.api.lookup import router

__all__ = ["feedback", "matches", "reach", "router"]
