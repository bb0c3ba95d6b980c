"""Programmes for programs."""

from sme4smartcities.programmes.api.programmes import router

__all__ = ["router"]
