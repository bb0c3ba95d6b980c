"""Find what has some of the words: for a whole sentence, where nothing has all of them."""

from collections.abc import Iterator, Sequence
from typing import Any, Unpack

from django.db import connection
from django.db.models import QuerySet

from sme4smartcities.core.search.analysis import chunks, fold, forms, is_stop_word
from sme4smartcities.core.search.engines import engine
from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.queries import Asked, Hit, frequencies, ordered, read_asked
from sme4smartcities.core.search.ranking import COUNTED, Candidate, Ranking, rarity
from sme4smartcities.core.search.terms import Query, Word

MOST_WORDS = 12  # of a question; a description may name more
TELLING = 8  # words that are looked up: the rarest that anything has
EACH = 300  # rows looked at for one word
LEAST = 0.3  # of the weight of all words asked for


def find_partly(
    text: str,
    *,
    limit: int = 200,
    words: int = MOST_WORDS,
    least: float = LEAST,
    **asked: Unpack[Asked],
) -> list[Hit]:
    """Give the subjects that have the most telling of the words, best first. Two queries.

    ``words``: how many of the text's are read; ``least``: which share of their weight a subject
    must have. Common words are not looked up where rarer ones are there.
    """
    whole, rows = read_asked(text, asked)
    terms = list(_full_words(text, asked.get("language") or "", words))
    if not terms:
        return []
    counted = dict(zip(terms, frequencies(rows, terms), strict=True))
    telling = sorted((one for one in terms if counted[one]), key=lambda one: counted[one])[:TELLING]
    if not telling:
        return []
    found, has = _having(rows, telling)
    weight = {one: rarity(min(n, COUNTED)) for one, n in counted.items()}
    ranking = Ranking(Query(tuple(telling), whole=whole.whole), [counted[one] for one in telling])
    wanted = least * sum(weight.values())
    return ordered(
        (row, ranking.score(row, has[number]))
        for number, row in found.items()
        if sum(weight[telling[place]] for place in has[number]) >= wanted
    )[:limit]


def _full_words(text: str, language: str, most: int) -> Iterator[Word]:
    """Walk through the words that say something, each once."""
    seen: set[str] = set()
    for chunk in chunks(text):
        for raw in chunk.raw:
            surface = fold(raw)
            if surface in seen or len(surface) < 2 or is_stop_word(surface, language):
                continue
            seen.add(surface)
            yield Word(surface, forms(raw, ""))
            if len(seen) == most:
                return


def _having(
    rows: QuerySet[SearchRow], terms: Sequence[Word]
) -> tuple[dict[int, Candidate], dict[int, set[int]]]:
    """Give up to EACH rows for each word, and which of the words each row has. One query."""
    parts: list[str] = []
    parameters: list[Any] = []
    for place, term in enumerate(terms):
        having = engine().anywhere(rows, [term]).values_list("pk", *Candidate._fields)[:EACH]
        sql, values = having.query.sql_with_params()
        parts.append(f"SELECT {place} AS place, part{place}.* FROM ({sql}) AS part{place}")
        parameters += values
    found: dict[int, Candidate] = {}
    has: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        for place, number, *values in cursor.fetchall():
            found[number] = Candidate._make(values)
            has.setdefault(number, set()).add(place)
    return found, has
