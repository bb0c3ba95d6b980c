"""Acting on a match, for programs: the same rows, rights and refusals as the pages."""

# Fixed addresses stand before those that begin with a number.
from sme4smartcities.alliances.api import offers, meetings, alliances  # noqa: F401, I001
from sme4smartcities.alliances.api.lookup import router

__all__ = ["router"]
