"""Cut a long list into pages: by number for people, by cursor for programs."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused

Row = TypeVar("Row")

LAST_PAGE = 500  # nobody reads further; a search narrows better than a thousandth page
EXACT = 1_000  # filtered counts are exact up to here, then "1,000+"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list. ``total`` is exact up to EXACT; ``more`` says that it goes on beyond."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int
    more: bool = False

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        return self.number < self.last

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    def numbers(self) -> list[int | None]:
        """Give the page numbers to show, with None where some are left out."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        shown: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= self.last):
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown


def number_from(text: str | None) -> int:
    """Read a page number from an address; nonsense is page 1."""
    if text and text.isascii() and text.isdigit() and len(text) < 9:
        return min(max(1, int(text)), LAST_PAGE)
    return 1


def page_of(
    rows: QuerySet[Any] | Sequence[Any], number: int, size: int = 20, total: int | None = None
) -> Page[Any]:
    """Cut one page out; a number past the end gives the last page. ``total`` spares the count."""
    more = False
    if total is None:
        total = len(rows) if not isinstance(rows, QuerySet) else rows[: EXACT + 1].count()
        more = isinstance(rows, QuerySet) and total > EXACT
    number = max(1, min(number, -(-total // size) if not more else LAST_PAGE, LAST_PAGE))
    start = (number - 1) * size
    return Page(list(rows[start : start + size]), number, size, total, more)


def cursor_after(*keys: Any) -> str:
    """Make an opaque cursor from the sort keys of the last row of a page."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


def keys_of(cursor: str, *kinds: type) -> list[Any]:
    """Read a cursor back into its sort keys of the given kinds. Raises Refused on any other text."""
    try:
        keys: list[Any] = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise Refused(_("This cursor is not one of ours. Start again without it.")) from error
    right = isinstance(keys, list) and len(keys) == len(kinds)
    if not right or not all(
        isinstance(key, kind) and not isinstance(key, bool)
        for key, kind in zip(keys, kinds, strict=True)
    ):
        raise Refused(_("This cursor is not one of ours. Start again without it."))
    if not all(_is_usable(key) for key in keys):
        raise Refused(_("This cursor is not one of ours. Start again without it."))
    return keys


def moment_in(cursor: str) -> tuple[datetime, int]:
    """Read the cursor of a list by time back: a moment and a number. Raises Refused as ``keys_of``."""
    at, number = keys_of(cursor, str, int)
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        raise Refused(_("This cursor is not one of ours. Start again without it."))
    return when, number


def _is_usable(key: Any) -> bool:
    """Say whether a database can compare with it: a forged cursor must not reach one otherwise."""
    if isinstance(key, str):
        return "\0" not in key and not any("\ud800" <= sign <= "\udfff" for sign in key)
    return not isinstance(key, int) or 0 <= key < 2**63
