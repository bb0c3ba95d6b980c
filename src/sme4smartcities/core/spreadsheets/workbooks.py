"""How an XLSX file is read, once its archive has proved harmless."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from sme4smartcities.core.archives import ArchiveLimits, entries_of
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets.sheet import Limits, Record

if not openpyxl.DEFUSEDXML:
    raise ImportError("defusedxml is missing: spreadsheets would be read without its protection")

UNPACKED = ArchiveLimits(entries=500, total=100_000_000, ratio=200)
DEEPEST = 1_048_576  # rows that the format itself allows
_coded = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")


def records_of(data: bytes, limits: Limits) -> Iterator[Record]:
    """Give the first visible worksheet's rows. Formulas count by their last result."""
    file = io.BytesIO(data)
    names = {entry.filename for entry in entries_of(file, UNPACKED)}
    if "xl/workbook.xml" not in names:
        raise Refused(
            _("This is not an Excel file (.xlsx). Save it as XLSX or CSV and try again."),
            code="not_a_sheet",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _rows(file, limits)
    except Refused:
        raise
    except Exception as error:
        # The parser raises whatever a damaged file leads it to; all of it means the same.
        raise Refused(
            _("The Excel file is damaged. Open it, save it again and try once more."),
            code="damaged",
        ) from error


def _rows(file: io.BytesIO, limits: Limits) -> Iterator[Record]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), None)
        if sheet is None:
            raise Refused(_("The Excel file has no visible sheet."), code="empty")
        sheet.reset_dimensions()
        rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(
            max_col=limits.columns + 1, values_only=True
        )
        for number, values in enumerate(islice(rows, DEEPEST), 1):
            if values.count(None) < len(values):
                yield number, ["" if value is None else text_of(value) for value in values]
    finally:
        book.close()


def text_of(value: Any) -> str:
    """Write a cell's value as text that a later import reads alike: 5, 0.1, 2024-05-31, true."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() if "_x" not in value:
            return value
        case str():
            return _coded.sub(lambda found: chr(int(found[1], 16)), value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
