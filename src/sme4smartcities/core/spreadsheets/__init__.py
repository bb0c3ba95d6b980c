"""How tables come in and go out as files: CSV, XLSX and JSON that read back unchanged."""

from collections.abc import Callable, Mapping
from typing import IO

from sme4smartcities.core.spreadsheets.reading import read
from sme4smartcities.core.spreadsheets.sheet import Limits, Sheet
from sme4smartcities.core.spreadsheets.writing import write_csv, write_json, write_xlsx

# Ending → how a table is written so, and what it is called on its way.
FORMATS: Mapping[str, tuple[Callable[..., IO[bytes]], str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "json": (write_json, "application/json"),
}

__all__ = ["FORMATS", "Limits", "Sheet", "read", "write_csv", "write_json", "write_xlsx"]
