"""Reads what strangers wrote in a child process that may neither compute, hold nor wait for long."""

from sme4smartcities.core.parsing.parent import Limits, Parsers, Stopped

__all__ = ["Limits", "Parsers", "Stopped"]
