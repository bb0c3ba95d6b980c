"""The port: what search asks of a database's own index, and which engine answers here."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from django.db import connection
from django.db.models import Expression

from sme4smartcities.core.search.documents import Row
from sme4smartcities.core.search.engines import postgresql, sqlite
from sme4smartcities.core.search.terms import Term


class Engine(Protocol):
    """All terms are demanded together. The conditions are for querysets of SearchRow."""

    def in_head(self, terms: Sequence[Term]) -> Expression:
        """Hold for rows whose titles and names have all terms."""

    def anywhere(self, terms: Sequence[Term]) -> Expression:
        """Hold for rows that have all terms in title, names or body."""

    def write(self, rows: Mapping[int, Row]) -> None:
        """Put the words of rows, by id, into the index, in place of what was there."""

    def erase(self, ids: Sequence[int]) -> None:
        """Take rows out of the index; called before the rows themselves go."""


_engines: dict[str, Engine] = {"sqlite": sqlite.ENGINE, "postgresql": postgresql.ENGINE}


def engine() -> Engine:
    return _engines[connection.vendor]
