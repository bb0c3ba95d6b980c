"""How a CSV file is taken apart: separator and quotation mark are found, not asked."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets.encodings import decoded
from sme4smartcities.core.spreadsheets.formulas import restored
from sme4smartcities.core.spreadsheets.sheet import Record

if TYPE_CHECKING:
    import _csv

SEPARATORS = ",;\t|"
SAMPLE_CHARACTERS, SAMPLE_ROWS = 100_000, 40
_hint = re.compile(r"\A\s*\"?sep=([,;|:~^\t])\"?(?:\r\n|\r|\n)", re.IGNORECASE)


def records_of(data: bytes) -> Iterator[Record]:
    text = decoded(data)
    separator = ""
    if hint := _hint.match(text):
        separator, text = hint[1], text[hint.end() :]
    quote = _quote_of(text[:SAMPLE_CHARACTERS])
    separator = separator or _separator_of(text[:SAMPLE_CHARACTERS], quote)
    first = 2 if hint else 1
    reader = _reader(text, separator, quote)
    try:
        for number, cells in enumerate(reader, first):
            yield number, [restored(cell) for cell in cells]
    except csv.Error as error:
        raise Refused(
            _(
                "The file cannot be read from line %(line)s on. Look for a quotation mark that is "
                "not closed, or that stands inside a text and is not doubled."
            )
            % {"line": reader.line_num},
            code="quotes",
        ) from error


def _reader(text: str, separator: str, quote: str, *, strict: bool = True) -> "_csv.Reader":
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=separator, quotechar=quote, strict=strict)


def _quote_of(sample: str) -> str:
    """Take the apostrophe only where no double quote stands and cells both begin and end with it."""
    if '"' in sample:
        return '"'
    opened = len(re.findall(rf"(?:^|[{SEPARATORS}])'(?=[^'])", sample, re.MULTILINE))
    closed = len(re.findall(rf"(?<=[^'])'(?:$|[{SEPARATORS}\r])", sample, re.MULTILINE))
    return "'" if opened and opened == closed else '"'


def _separator_of(sample: str, quote: str) -> str:
    """Take the separator that cuts most rows into the same number of cells, and into most."""
    return max(SEPARATORS, key=lambda separator: _fit(sample, separator, quote))


def _fit(sample: str, separator: str, quote: str) -> tuple[float, int]:
    reader = _reader(sample, separator, quote, strict=False)  # a sample may end inside a quotation
    widths = [len(row) for row in islice(reader, SAMPLE_ROWS) if row]
    width, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return (times / len(widths) if width > 1 else 0.0, width)
