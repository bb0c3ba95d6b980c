"""Which kind of table a file is, by its content; each kind's reader does the rest."""

import json
import re
from typing import IO, Any

from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets import delimited, workbooks
from sme4smartcities.core.spreadsheets.encodings import decoded
from sme4smartcities.core.spreadsheets.sheet import Limits, Record, Sheet, sheet_of

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_json_start = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[\s*[{\]]")
_page_start = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta|svg)", re.I)
_foreign_starts = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"\x7fELF")


def read(file: IO[bytes], limits: Limits | None = None) -> Sheet:
    """Read the table that a file holds. Every failure is a Refused that says what to do."""
    limits = limits or Limits()
    data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise Refused(
            _("The file is larger than %(size)s MB. Split it into several files.")
            % {"size": limits.bytes // 1_000_000},
            code="too_large",
        )
    if data.startswith(ZIP):
        return sheet_of(workbooks.records_of(data, limits), limits)
    _refuse_foreign(data)
    if _json_start.match(data):
        return sheet_of(_objects(data, limits), limits)
    return sheet_of(delimited.records_of(data), limits)


def _refuse_foreign(data: bytes) -> None:
    if data.startswith(OLE):
        raise Refused(
            _(
                "This is an old Excel file (.xls) or one with a password. "
                "Save it as .xlsx without a password, or as CSV, and try again."
            ),
            code="old_excel",
        )
    if data.startswith(_foreign_starts) or _page_start.match(data):
        raise Refused(
            _("This is not a spreadsheet. Give a CSV, XLSX or JSON file."), code="not_a_sheet"
        )


def _objects(data: bytes, limits: Limits) -> list[Record]:
    try:
        found = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise Refused(
            _("The JSON file is damaged. Export it again and try once more."), code="damaged"
        ) from error
    if not all(isinstance(entry, dict) for entry in found):
        raise Refused(
            _("The JSON file must be a list of objects, one for each row."), code="not_a_table"
        )
    names = list(dict.fromkeys(name for entry in found for name in entry))
    if len(names) > limits.columns:
        return [(0, names)]  # refused by its width
    rows = (
        (number, [_cell(entry.get(name), number, name) for name in names])
        for number, entry in enumerate(found, 1)
    )
    return [(0, names), *rows]


def _cell(value: Any, number: int, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise Refused(
            _("Entry %(row)s: “%(column)s” must be a text or a number.")
            % {"row": number, "column": name[:80]},
            code="not_a_table",
        )
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "replace").decode("utf-8")
