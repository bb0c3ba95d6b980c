"""Solutions for programs."""

from sme4smartcities.solutions.api import references, solutions
from sme4smartcities.solutions.api.lookup import router

__all__ = ["references", "router", "solutions"]
