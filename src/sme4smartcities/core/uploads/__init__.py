"""The one door through which files come in, and the one from which they go out again."""

from sme4smartcities.core.uploads.kinds import DOCUMENT, IMAGE, SPREADSHEET, Kind

__all__ = ["DOCUMENT", "IMAGE", "SPREADSHEET", "Kind"]
