"""PostgreSQL: two tsvectors per row in a table of their own, written as literals, never parsed."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import QuerySet

from sme4smartcities.core.search.documents import GAP, Row
from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.terms import Both, Phrase, Term, Word

INSTALL = """
CREATE TABLE search_index (
    row_id bigint PRIMARY KEY, head tsvector NOT NULL, words tsvector NOT NULL
);
CREATE INDEX search_index_head ON search_index USING gin (head) WITH (fastupdate = off);
CREATE INDEX search_index_words ON search_index USING gin (words) WITH (fastupdate = off);
CREATE FUNCTION search_index_unpacked(bigint) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 100 AS 'BEGIN RETURN true; END';
"""
REMOVE = "DROP TABLE search_index; DROP FUNCTION search_index_unpacked(bigint)"

_WRITE = """
INSERT INTO search_index (row_id, head, words) VALUES (%s, %s::tsvector, %s::tsvector)
ON CONFLICT (row_id) DO UPDATE SET head = excluded.head, words = excluded.words
"""


class Tsvector:
    def in_head(self, rows: QuerySet[SearchRow], terms: Sequence[Term]) -> QuerySet[SearchRow]:
        return _having(rows, "head", terms)

    def anywhere(self, rows: QuerySet[SearchRow], terms: Sequence[Term]) -> QuerySet[SearchRow]:
        return _having(rows, "words", terms)

    def write(self, rows: Mapping[int, Row]) -> None:
        values = [
            (
                number,
                _vector(row.head, row.head_forms),
                _vector([*row.head, GAP, *row.body], row.head_forms | row.body_forms),
            )
            for number, row in rows.items()
        ]
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, values)

    def erase(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE row_id = ANY(%s)", (list(ids),))


ENGINE = Tsvector()


def _vector(surfaces: Sequence[str], forms: Iterable[str]) -> str:
    """Write surfaces with their places, for phrases, and other forms without."""
    places: dict[str, list[str]] = {token: [] for token in forms}
    for place, token in enumerate(surfaces, start=1):
        if token != GAP:
            places.setdefault(token, []).append(str(place))
    return " ".join(
        f"'{token}':{','.join(where)}" if where else f"'{token}'" for token, where in places.items()
    )


def _having(rows: QuerySet[SearchRow], column: str, terms: Sequence[Term]) -> QuerySet[SearchRow]:
    """Join the index, in no order: to sort thousands of rows takes longer than to find them.

    The planner takes a look at a row's words to cost nothing, though they lie compressed beside
    the table, and would look at one row after the other where a word stands in many. The function,
    always true, says what it costs: ten times as fast for one word in ten profiles.
    """
    return rows.extra(
        tables=["search_index"],
        where=[
            "search_index.row_id = search_searchrow.id",
            f"search_index.{column} @@ %s::tsquery",
            "search_index_unpacked(search_index.row_id)",
        ],
        params=[" & ".join(map(_compiled, terms))],
    )


def _compiled(term: Term) -> str:
    if isinstance(term, Word):
        tokens = [f"'{token}'" for token in term.tokens]
        if term.unfinished:
            tokens[0] += ":*"
        return f"({' | '.join(tokens)})"
    if isinstance(term, Phrase):
        tokens = [f"'{token}'" for token in term.tokens]
        return f"({' <-> '.join(tokens)})"
    joint = " & " if isinstance(term, Both) else " | "
    return f"({joint.join(map(_compiled, term.parts))})"
