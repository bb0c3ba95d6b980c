"""What a table is, and how much of one we take."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sme4smartcities.core.errors import Refused

Record = tuple[int, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Limits:
    bytes: int = 10_000_000
    rows: int = 50_000
    columns: int = 200
    cell: int = 50_000  # characters


@dataclass(frozen=True)
class Sheet:
    """A table of text. ``numbers`` are the rows' numbers as the person's own program shows them."""

    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    numbers: list[int] = field(default_factory=list)


def sheet_of(records: Iterable[Record], limits: Limits) -> Sheet:
    """Make a table of numbered records: the first that is not blank is the header.

    Blank rows are left out, short rows are filled up. Raises Refused on rows wider than the
    header and on whatever is over the limits.
    """
    filled = ((number, _trimmed(cells)) for number, cells in records)
    filled = ((number, cells) for number, cells in filled if cells)
    number, names = next(filled, (0, []))
    if not names:
        raise Refused(_("The file is empty. Give one with a row of column names."), code="empty")
    _check_cells(number, names, limits)
    header = tuple(name.strip() for name in names)
    if len(header) > limits.columns:
        raise _too_many_columns(limits)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for number, cells in filled:
        if len(rows) == limits.rows:
            raise _too_many_rows(limits)
        _check_width(number, cells, header)
        _check_cells(number, cells, limits)
        rows.append((*cells, *[""] * (len(header) - len(cells))))
        numbers.append(number)
    return Sheet(header, rows, numbers)


def _trimmed(cells: Sequence[str]) -> list[str]:
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return list(cells[:width])


def _check_width(number: int, cells: Sequence[str], header: Sequence[str]) -> None:
    if len(cells) > len(header):
        raise Refused(
            _(
                "Row %(row)s has more cells (%(cells)s) than there are columns (%(columns)s). "
                "Look for a separator inside a text without quotation marks."
            )
            % {"row": number, "cells": len(cells), "columns": len(header)},
            code="ragged",
        )


def _check_cells(number: int, cells: Sequence[str], limits: Limits) -> None:
    for column, cell in enumerate(cells, 1):
        if len(cell) > limits.cell:
            raise Refused(
                _(
                    "The cell in row %(row)s, column %(column)s holds %(length)s characters; "
                    "the most we take is %(limit)s. Look for a quotation mark that is not closed."
                )
                % {"row": number, "column": column, "length": len(cell), "limit": limits.cell},
                code="long_cell",
            )


def _too_many_columns(limits: Limits) -> Refused:
    text = ngettext(
        "The table has more than %(count)s column. Leave out what is not needed.",
        "The table has more than %(count)s columns. Leave out what is not needed.",
        limits.columns,
    )
    return Refused(text % {"count": limits.columns}, code="too_many_columns")


def _too_many_rows(limits: Limits) -> Refused:
    text = ngettext(
        "The table has more than %(count)s row. Split it into several files.",
        "The table has more than %(count)s rows. Split it into several files.",
        limits.rows,
    )
    return Refused(text % {"count": limits.rows}, code="too_many_rows")
