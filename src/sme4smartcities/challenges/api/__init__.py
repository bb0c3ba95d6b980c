"""Challenges for programs."""

from sme4smartcities.challenges.api.challenges import router

__all__ = ["router"]
