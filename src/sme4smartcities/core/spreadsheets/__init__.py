"""How tables come in and go out as files: CSV, XLSX and JSON that read back unchanged."""

from sme4smartcities.core.spreadsheets.reading import read
from sme4smartcities.core.spreadsheets.sheet import Limits, Sheet
from sme4smartcities.core.spreadsheets.writing import write_csv, write_json, write_xlsx

__all__ = ["Limits", "Sheet", "read", "write_csv", "write_json", "write_xlsx"]
