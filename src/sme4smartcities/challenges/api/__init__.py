"""Challenges for programs."""

from sme4smartcities.challenges.api import documents
from sme4smartcities.challenges.api.challenges import router

router.add_router("", documents.router)

__all__ = ["router"]
