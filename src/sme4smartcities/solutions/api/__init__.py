"""Solutions for programs."""

from sme4smartcities.solutions.api import people, pictures, references, solutions
from sme4smartcities.solutions.api.lookup import router

__all__ = ["people", "pictures", "references", "router", "solutions"]
