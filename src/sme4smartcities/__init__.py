"""The platform on which cities and small companies make smart-city solutions together."""

__version__ = "0.1.0"
