"""The port: what search asks of a database's own index, and which engine answers here."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from django.db import connection
from django.db.models import QuerySet

from sme4smartcities.core.search.documents import Row
from sme4smartcities.core.search.engines import postgresql, sqlite
from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.terms import Term

Rows = QuerySet[SearchRow]


class Engine(Protocol):
    """Narrow rows to those that have all terms, and keep their words.

    The rows come in the engine's own order; none may be put upon them, so that a limit ends the
    work early.
    """

    def in_head(self, rows: Rows, terms: Sequence[Term]) -> Rows:
        """Give the rows whose titles and names have all terms."""

    def anywhere(self, rows: Rows, terms: Sequence[Term]) -> Rows:
        """Give the rows that have all terms in title, names or body."""

    def write(self, rows: Mapping[int, Row]) -> None:
        """Put the words of rows, by id, into the index, in place of what was there."""

    def erase(self, ids: Sequence[int]) -> None:
        """Take rows out of the index; called before the rows themselves go."""


_engines: dict[str, Engine] = {"sqlite": sqlite.ENGINE, "postgresql": postgresql.ENGINE}


def engine() -> Engine:
    return _engines[connection.vendor]
