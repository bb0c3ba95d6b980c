"""SQLite's FTS5: a virtual table beside SearchRow that holds the tokens, by row id."""

from collections.abc import Mapping, Sequence

from django.db import connection
from django.db.models import QuerySet

from sme4smartcities.core.search.documents import Row
from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.terms import Both, Phrase, Term, Word

# "ascii" splits at ASCII signs only: our tokens and marks are letters, digits or beyond ASCII.
# No column sizes: FTS5's own bm25 is not asked, since it would count rows the reader may not see.
INSTALL = """
CREATE VIRTUAL TABLE search_index USING fts5(
    head, head_forms, body, body_forms, tokenize="ascii", prefix="2 3", columnsize=0
)
"""
REMOVE = "DROP TABLE search_index"

_WRITE = "INSERT INTO search_index(rowid, head, head_forms, body, body_forms) VALUES (?,?,?,?,?)"
_BATCH = 500


class Fts5:
    def in_head(self, rows: QuerySet[SearchRow], terms: Sequence[Term]) -> QuerySet[SearchRow]:
        return _having(rows, f"{{head head_forms}} : ({_all(terms)})")

    def anywhere(self, rows: QuerySet[SearchRow], terms: Sequence[Term]) -> QuerySet[SearchRow]:
        return _having(rows, _all(terms))

    def write(self, rows: Mapping[int, Row]) -> None:
        self.erase(list(rows))
        values = [
            (
                number,
                " ".join(row.head),
                " ".join(sorted(row.head_forms)),
                " ".join(row.body),
                " ".join(sorted(row.body_forms)),
            )
            for number, row in rows.items()
        ]
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE.replace("?", "%s"), values)

    def erase(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            for start in range(0, len(ids), _BATCH):
                batch = ids[start : start + _BATCH]
                places = ",".join(["%s"] * len(batch))
                cursor.execute(f"DELETE FROM search_index WHERE rowid IN ({places})", batch)


ENGINE = Fts5()


def _having(rows: QuerySet[SearchRow], match: str) -> QuerySet[SearchRow]:
    """Join the index: it gives its rows in order, one by one, so a limit ends the work early."""
    return rows.extra(
        tables=["search_index"],
        where=["search_index.rowid = search_searchrow.id", "search_index MATCH %s"],
        params=[match],
        order_by=["search_index.rowid"],
    )


def _all(terms: Sequence[Term]) -> str:
    return " AND ".join(map(_compiled, terms))


def _compiled(term: Term) -> str:
    if isinstance(term, Word):
        tokens = [f'"{token}"' for token in term.tokens]
        if term.unfinished:
            tokens[0] += " *"
        return f"({' OR '.join(tokens)})"
    if isinstance(term, Phrase):
        return f'"{" ".join(term.tokens)}"'
    joint = " AND " if isinstance(term, Both) else " OR "
    return f"({joint.join(map(_compiled, term.parts))})"
