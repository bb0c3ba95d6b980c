"""How a table leaves as a file: readable by every program, and harmless in each."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets.formulas import guarded, is_live

IN_MEMORY = 5_000_000  # bytes; beyond it a file goes to the disk
LONGEST = 32_767  # characters in one cell of the format
_forbidden_in_xml = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_errors = re.compile(r"#[A-Z0-9/!?]+")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> IO[bytes]:
    """Give a CSV file as the old standard wants it, with the mark that tells Excel it is UTF-8."""
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([guarded(name) for name in header])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    text.detach()
    file.seek(0)
    return file


def write_json(header: Sequence[str], rows: Iterable[Sequence[str]]) -> IO[bytes]:
    """Give a JSON list with one object for each row. Raises ValueError on equal column names."""
    if len(set(header)) != len(header):
        raise ValueError(f"JSON cannot hold two columns of one name: {header}")
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    separator = "[\n"
    for row in rows:
        entry = json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False)
        file.write(f"{separator}{entry}".encode("utf-8", "replace"))
        separator = ",\n"
    file.write(b"\n]\n" if separator == ",\n" else b"[]\n")
    file.seek(0)
    return file


def write_xlsx(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    right_to_left: bool = False,
) -> IO[bytes]:
    """Give an Excel file whose cells are all text. Raises Refused on a text the format cannot hold."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\*?:/\[\]]", " ", title)[:31] or None)
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    for column in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    head = [_cell(sheet, name, 1, number) for number, name in enumerate(header, 1)]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    try:
        for number, row in enumerate(rows, 2):
            sheet.append([_plain_or_cell(sheet, text, number, i) for i, text in enumerate(row, 1)])
    finally:
        book.save(file)  # after a refusal too: saving removes the library's temporary files
    file.seek(0)
    return file


def _plain_or_cell(sheet: WriteOnlyWorksheet, text: str, row: int, column: int) -> str | Cell:
    if is_live(text) or _errors.match(text):
        return _cell(sheet, text, row, column)
    return _encoded(text, row, column)


def _cell(sheet: WriteOnlyWorksheet, text: str, row: int, column: int) -> Cell:
    """Make a cell that stays text even when somebody edits it: Excel's own apostrophe."""
    cell = WriteOnlyCell(sheet)
    cell.value = _encoded(text, row, column)
    cell.data_type = "s"
    cell.quotePrefix = is_live(text)
    return cell


def _encoded(text: str, row: int, column: int) -> str:
    """Write what XML cannot hold the way the format does, as in _x0007_."""
    coded = _forbidden_in_xml.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    coded = coded.encode("utf-8", "replace").decode("utf-8")
    if len(coded) > LONGEST:
        raise Refused(
            _(
                "The text in row %(row)s, column %(column)s is too long for an Excel cell. "
                "Take CSV or JSON instead."
            )
            % {"row": row, "column": column},
            code="long_cell",
        )
    return coded
