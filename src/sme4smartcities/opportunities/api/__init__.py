"""Opportunities for programs."""

from sme4smartcities.opportunities.api import opportunities
from sme4smartcities.opportunities.api.lookup import router

__all__ = ["opportunities", "router"]
