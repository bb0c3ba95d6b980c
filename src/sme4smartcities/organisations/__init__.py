"""The directory: organisations, the people who speak for them, and outside contacts."""
