"""Find subjects by words, count them, and read what the index holds of them."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple, Unpack

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from sme4smartcities.core.search.documents import MOST_ROWS
from sme4smartcities.core.search.engines import engine
from sme4smartcities.core.search.models import SearchRow, SearchText
from sme4smartcities.core.search.ranking import COUNTED, Candidate, Ranking
from sme4smartcities.core.search.reach import Reach, audiences_for, opened_to, reachable
from sme4smartcities.core.search.snippets import snippet
from sme4smartcities.core.search.suggestions import Suggestion, suggest
from sme4smartcities.core.search.terms import Query, Term, Word, read
from sme4smartcities.core.subjects import Subject

__all__ = [
    "Catch",
    "Hit",
    "Suggestion",
    "all_texts_of",
    "audiences_for",
    "catch",
    "count",
    "document",
    "find",
    "matching",
    "reached",
    "snippet",
    "suggest",
    "texts_of",
]


class Hit(NamedTuple):
    subject_id: int
    kind: str
    score: float
    languages: str = ""
    places: str = ""

    @property
    def subject(self) -> Subject:
        return Subject(self.kind, self.subject_id)


class Asked(Reach, total=False):
    """How a reader asks: where, with which rights, and in which language (the page's)."""

    language: str | None


def find(text: str, *, limit: int = 2000, **asked: Unpack[Asked]) -> list[Hit]:
    """Give the subjects that have all the words, best first, at most ``limit``.

    Who may see what: ``reach.Reach``. Of more matches than ``limit``, those with the words in
    their names come first. Queries: one for the hits, one more for several words, two more for
    words that more rows have than ``limit``.
    """
    return catch(text, limit=limit, **asked).best(limit)


def read_asked(text: str, asked: Asked) -> tuple[Query, QuerySet[SearchRow]]:
    """Read a question: what is sought, and the rows in which it may be found."""
    return read(text, asked.get("language") or get_language() or "en"), reachable(asked)


class Catch(NamedTuple):
    """Rows that have all the words, to be counted at once and put in order where that is wanted."""

    query: Query
    rows: QuerySet[SearchRow]
    found: dict[int, Candidate]

    @property
    def subject_ids(self) -> list[int]:
        """Give each subject once, in no order; meant for a search of one kind."""
        return list(dict.fromkeys(row.subject_id for row in self.found.values()))

    def best(self, limit: int) -> list[Hit]:
        """Give the best of up to ``limit`` rows, and of as many with the words in their names."""
        candidates = self._candidates(limit)
        several = len(self.query.required) > 1 and len(candidates) > 1
        counted = frequencies(self.rows, self.query.required) if several else ()
        return _best(candidates.values(), Ranking(self.query, counted))[:limit]

    def _candidates(self, limit: int) -> dict[int, Candidate]:
        if len(self.found) < limit:
            return self.found
        index = engine()
        named = _read(index.in_head(self.rows, self.query.required), limit)
        if len(named) == limit:
            named |= _read(index.in_head(self.rows, [Word(self.query.whole)]), limit)
        return named | dict(islice(self.found.items(), limit))


def catch(text: str, *, limit: int = 2000, **asked: Unpack[Asked]) -> Catch:
    """Read up to ``limit`` rows that have all the words, with what ranking needs. One query."""
    query, rows = read_asked(text, asked)
    if not query:
        return Catch(query, rows, {})
    return Catch(query, rows, _read(engine().anywhere(rows, query.required), limit))


def _read(rows: QuerySet[SearchRow], limit: int) -> dict[int, Candidate]:
    listed = rows.values_list("pk", *Candidate._fields)[:limit]
    return {number: Candidate._make(values) for number, *values in listed}


def frequencies(rows: QuerySet[SearchRow], terms: Sequence[Term]) -> list[int]:
    """Count the reachable rows that have each term, each up to COUNTED, in one query."""
    counted: list[str] = []
    parameters: list[Any] = []
    for term in terms:
        having = engine().anywhere(rows, [term]).values("pk")[:COUNTED]
        sql, values = having.query.sql_with_params()
        counted.append(f"(SELECT count(*) FROM ({sql}) AS counted)")
        parameters += values
    return _numbers(f"SELECT {', '.join(counted)}", parameters)


def _numbers(sql: str, parameters: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchone() or ())


def _best(candidates: Iterable[Candidate], ranking: Ranking) -> list[Hit]:
    return ordered((row, ranking.score(row)) for row in candidates)


def ordered(scored: Iterable[tuple[Candidate, float]]) -> list[Hit]:
    """Give each subject once, by the best of its rows, best first."""
    best: dict[tuple[str, int], Hit] = {}
    for row, score in scored:
        held = best.get((row.kind, row.subject_id))
        if held is None or score > held.score:
            hit = Hit(row.subject_id, row.kind, score, row.languages, row.places)
            best[row.kind, row.subject_id] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.kind, hit.subject_id))


class Reached(NamedTuple):
    """A hit that came by another way than words, with the names it is shown by."""

    hit: Hit
    names: Sequence[str]


def reached(subjects: Iterable[Subject], **reach: Unpack[Reach]) -> dict[Subject, Reached]:
    """Give those of some subjects that the reader may know of. One query for any number of kinds."""
    numbers = _by_kind(subjects)
    if not numbers:
        return {}
    named = Q()
    for kind, ids in numbers.items():
        named |= Q(kind=kind, subject_id__in=ids)
    rows = reachable(reach).filter(named).order_by("pk")
    listed = rows.values_list("kind", "subject_id", "languages", "places", "labels")
    return {
        Subject(kind, number): Reached(
            Hit(number, kind, 0.0, languages, places), labels.split("\n")
        )
        for kind, number, languages, places, labels in listed
    }


def matching(text: str, *, limit: int = 1000, **asked: Unpack[Asked]) -> list[int]:
    """Give the ids of up to ``limit`` subjects that have all the words, in no order. One query."""
    query, rows = read_asked(text, asked)
    if not query:
        return []
    found = engine().anywhere(rows, query.required).values_list("subject_id", flat=True)
    return list(dict.fromkeys(found[:limit]))


def count(text: str, *, limit: int = 1000, **asked: Unpack[Asked]) -> int:
    """Count the subjects that ``find`` would find, exactly up to ``limit``; ``limit`` + 1 is more."""
    query, rows = read_asked(text, asked)
    if not query:
        return 0
    found = engine().anywhere(rows, query.required).values("kind", "subject_id")
    sql, values = found[: (limit + 1) * MOST_ROWS].query.sql_with_params()
    subjects = f"SELECT DISTINCT kind, subject_id FROM ({sql}) AS found LIMIT {limit + 1}"
    return _numbers(f"SELECT count(*) FROM ({subjects}) AS subjects", values)[0]


def all_texts_of(
    subjects: Iterable[Subject],
    language: str | None = None,
    audiences: Sequence[str] = ("public",),
) -> dict[Subject, list[SearchText]]:
    """Give each subject's texts, the one in the reader's language first, in one query.

    For subjects that a query of this module just gave; of the reader it asks only whether he or
    she is a member, who may be told more.
    """
    wanted = language or get_language() or "en"
    texts = SearchText.objects.none()
    seen = [*opened_to(audiences), "restricted"]
    for kind, ids in _by_kind(subjects).items():
        texts |= SearchText.objects.filter(
            row__kind=kind, row__subject_id__in=ids, row__audience__in=seen
        )
    found: dict[Subject, list[SearchText]] = {}
    for text in texts.select_related("row").order_by("pk"):
        found.setdefault(Subject(text.row.kind, text.row.subject_id), []).append(text)
    return {
        subject: sorted(held, key=lambda text: text.language != wanted)
        for subject, held in found.items()
    }


def texts_of(
    subjects: Iterable[Subject],
    language: str | None = None,
    audiences: Sequence[str] = ("public",),
) -> dict[Subject, SearchText]:
    """As ``all_texts_of``, one text for each: in the reader's language, else the first."""
    texts = all_texts_of(subjects, language, audiences)
    return {subject: held[0] for subject, held in texts.items()}


def _by_kind(subjects: Iterable[Subject]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for subject in subjects:
        numbers.setdefault(subject.kind, []).append(subject.id)
    return numbers


def document(subject: Subject, language: str | None = None) -> SearchText | None:
    """Give what the index holds of a subject in the reader's language, else in its first."""
    return texts_of([subject], language).get(subject)
