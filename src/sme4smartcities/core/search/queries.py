"""Find subjects by words, count them, and read what the index holds of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import get_language

from sme4smartcities.core.search.engines import engine
from sme4smartcities.core.search.models import SearchRow, SearchText
from sme4smartcities.core.search.ranking import COUNTED, Candidate, Ranking
from sme4smartcities.core.search.reach import NOTHING, Ids, audiences_for, reachable
from sme4smartcities.core.search.snippets import snippet
from sme4smartcities.core.search.suggestions import Suggestion, suggest
from sme4smartcities.core.search.terms import Query, Term, Word, read
from sme4smartcities.core.subjects import Subject

__all__ = [
    "Hit",
    "Suggestion",
    "audiences_for",
    "count",
    "document",
    "find",
    "snippet",
    "suggest",
    "texts_of",
]


@dataclass(frozen=True)
class Hit:
    subject_id: int
    kind: str
    score: float

    @property
    def subject(self) -> Subject:
        return Subject(self.kind, self.subject_id)


def find(
    text: str,
    *,
    kinds: Sequence[str] = (),
    audiences: Sequence[str] = ("public",),
    within: Ids | None = None,
    restricted: Mapping[str, Ids] = NOTHING,
    language: str | None = None,
    limit: int = COUNTED,
) -> list[Hit]:
    """Give the subjects that have all the words, best first, at most ``limit``.

    Who may see what: ``reach.reachable``. Of more matches than ``limit``, those with the words in
    their names come first. Queries: one for the hits, one more for several words, two more for
    words that more rows have than ``limit``.
    """
    query = read(text, language or get_language() or "en")
    if not query:
        return []
    rows = reachable(kinds, audiences, within, restricted)
    candidates = _candidates(rows, query, limit)
    several = len(query.required) > 1 and len(candidates) > 1
    ranking = Ranking(query, _frequencies(rows, query.required) if several else ())
    return _best(candidates.values(), ranking)[:limit]


def _candidates(rows: QuerySet[SearchRow], query: Query, limit: int) -> dict[int, Candidate]:
    index = engine()
    found = _read(rows.filter(index.anywhere(query.required)), limit)
    if len(found) < limit:
        return found
    named = _read(rows.filter(index.in_head(query.required)), limit)
    if len(named) == limit:
        named |= _read(rows.filter(index.in_head([Word(query.whole)])), limit)
    return named | found


def _read(rows: QuerySet[SearchRow], limit: int) -> dict[int, Candidate]:
    listed = rows.order_by("pk").values_list("pk", *Candidate._fields)[:limit]
    return {number: Candidate._make(values) for number, *values in listed}


def _frequencies(rows: QuerySet[SearchRow], terms: Sequence[Term]) -> list[int]:
    """Count the reachable rows that have each term, each up to COUNTED, in one query."""
    counted: list[str] = []
    parameters: list[Any] = []
    for term in terms:
        having = rows.filter(engine().anywhere([term])).values("pk")[:COUNTED]
        sql, values = having.query.sql_with_params()
        counted.append(f"(SELECT count(*) FROM ({sql}) AS counted)")
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", parameters)
        return list(cursor.fetchone() or ())


def _best(candidates: Iterable[Candidate], ranking: Ranking) -> list[Hit]:
    best: dict[tuple[str, int], float] = {}
    for row in candidates:
        subject = row.kind, row.subject_id
        best[subject] = max(ranking.score(row), best.get(subject, 0.0))
    hits = [Hit(number, kind, score) for (kind, number), score in best.items()]
    return sorted(hits, key=lambda hit: (-hit.score, hit.kind, hit.subject_id))


def count(
    text: str,
    *,
    kinds: Sequence[str] = (),
    audiences: Sequence[str] = ("public",),
    within: Ids | None = None,
    restricted: Mapping[str, Ids] = NOTHING,
    language: str | None = None,
    limit: int = 1000,
) -> int:
    """Count the subjects that ``find`` would find, exactly up to ``limit``; ``limit`` + 1 is more."""
    query = read(text, language or get_language() or "en")
    if not query:
        return 0
    rows = reachable(kinds, audiences, within, restricted)
    matches = rows.filter(engine().anywhere(query.required))
    return matches.values("kind", "subject_id").distinct()[: limit + 1].count()


def texts_of(subjects: Iterable[Subject], language: str | None = None) -> dict[Subject, SearchText]:
    """Give each subject's text in the reader's language, else in its first, in one query.

    For subjects that a query of this module just gave; it asks nothing about the reader.
    """
    wanted = language or get_language() or "en"
    numbers: dict[str, list[int]] = {}
    for subject in subjects:
        numbers.setdefault(subject.kind, []).append(subject.id)
    texts = SearchText.objects.none()
    for kind, ids in numbers.items():
        texts |= SearchText.objects.filter(row__kind=kind, row__subject_id__in=ids)
    chosen: dict[Subject, SearchText] = {}
    for text in texts.select_related("row").order_by("pk"):
        subject = Subject(text.row.kind, text.row.subject_id)
        if subject not in chosen or (text.language == wanted != chosen[subject].language):
            chosen[subject] = text
    return chosen


def document(subject: Subject, language: str | None = None) -> SearchText | None:
    """Give what the index holds of a subject in the reader's language, else in its first."""
    return texts_of([subject], language).get(subject)
