"""Every write of the index: put in, narrow, take out, build anew."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from sme4smartcities.core.features import SearchSource, all_features
from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.search.documents import (
    AUDIENCES,
    LONGEST_TEXT,
    VISITORS,
    Document,
    Row,
    labels_of,
    languages_of,
    places_of,
    readings,
    rows_of,
    storable,
)
from sme4smartcities.core.search.engines import engine
from sme4smartcities.core.search.models import SearchRow, SearchText
from sme4smartcities.core.subjects import Subject

__all__ = [
    "Document",
    "analyse",
    "drop",
    "follow",
    "narrow",
    "put",
    "put_analysed",
    "put_many",
    "refresh",
    "refresh_many",
    "reindex",
]

BATCH = 40  # subjects per transaction of a long run: other writers wait no longer than that

Report = Callable[[SearchSource, int, int], None]


def put(document: Document) -> None:
    """Make this document all that the index holds of its subject."""
    put_many([document])


class Analysed(NamedTuple):
    """One row of the index to be, with the documents of its subject as its readers may see them."""

    documents: Sequence[Document]
    audience: str
    part: int
    first: bool  # of this audience: it carries the texts
    row: Row


def analyse(documents: Iterable[Document]) -> list[Analysed]:
    """Do the slow part of ``put_many``, which needs no database and no transaction."""
    by_subject: dict[Subject, list[Document]] = {}
    for document in documents:
        by_subject.setdefault(document.subject, []).append(document)
    return [made for documents in by_subject.values() for made in _analysed(documents)]


def _analysed(documents: Sequence[Document]) -> Iterator[Analysed]:
    parts = count()
    for audience, read in readings(documents):
        for place, row in enumerate(rows_of(read)):
            yield Analysed(read, audience, next(parts), place == 0, row)


def put_many(documents: Iterable[Document]) -> None:
    """Make these documents all that the index holds of their subjects, one for each language."""
    put_analysed(analyse(documents))


@transaction.atomic
def put_analysed(made: Sequence[Analysed]) -> None:
    """Write what ``analyse`` gave, here or in another process."""
    _forget(list({one.documents[0].subject for one in made}))
    rows = SearchRow.objects.bulk_create([_search_row(one) for one in made], batch_size=500)
    SearchText.objects.bulk_create(
        [
            text
            for row, one in zip(rows, made, strict=True)
            if one.first
            for text in _texts(row, one.documents)
        ],
        batch_size=500,
    )
    engine().write({row.pk: one.row for row, one in zip(rows, made, strict=True)})


def _search_row(made: Analysed) -> SearchRow:
    subject, row = made.documents[0].subject, made.row
    return SearchRow(
        kind=subject.kind,
        subject_id=subject.id,
        part=made.part,
        audience=made.audience,
        length=row.length,
        title_tokens=row.title_tokens,
        name_tokens=row.name_tokens,
        frequent=row.frequent,
        labels="\n".join(labels_of(made.documents)),
        languages=languages_of(made.documents),
        places=places_of(made.documents),
    )


def _texts(row: SearchRow, documents: Sequence[Document]) -> list[SearchText]:
    return [
        SearchText(
            row=row,
            language=document.language,
            title=storable(document.title[:1000]),
            body=storable(document.body[:LONGEST_TEXT]),
        )
        for document in documents
    ]


@transaction.atomic
def drop(subject: Subject) -> None:
    """Take the subject out; from this transaction on nobody finds, counts or is suggested it."""
    _forget([subject])


def _forget(subjects: Sequence[Subject]) -> None:
    _hold(subjects)
    for kind in sorted({subject.kind for subject in subjects}):
        numbers = [subject.id for subject in subjects if subject.kind == kind]
        _take_out(SearchRow.objects.filter(kind=kind, subject_id__in=numbers))


def _take_out(rows: QuerySet[SearchRow]) -> None:
    if ids := list(rows.values_list("pk", flat=True)):
        engine().erase(ids)
        rows.delete()


def _hold(subjects: Sequence[Subject]) -> None:
    """Let nobody else write these subjects' rows until the transaction ends.

    SQLite has one writer anyway. On PostgreSQL a job that read an object before its withdrawal
    must not put it in after; rows that do not exist yet cannot be locked, names can.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            names = [f"find {subject}" for subject in sorted(set(subjects))]
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext(name)) FROM unnest(%s::text[]) AS name",
                (names,),
            )


@transaction.atomic
def narrow(subject: Subject, audience: str) -> None:
    """Show the subject to no wider audience than this, within the caller's transaction."""
    wider = AUDIENCES[AUDIENCES.index(audience) + 1 :]
    _hold([subject])
    rows = SearchRow.objects.filter(kind=subject.kind, subject_id=subject.id)
    if wider:
        _take_out(rows.filter(audience=VISITORS))
    rows.filter(audience__in=wider).update(audience=audience)


@transaction.atomic
def refresh(subject: Subject) -> None:
    """Ask the subject's feature for its documents and put them in; nothing given, nothing kept."""
    _refresh(source_of(subject.kind), [subject.id])


@transaction.atomic
def refresh_many(kind: str, numbers: Sequence[int]) -> None:
    """As ``refresh``, for some dozens of one kind at once."""
    _refresh(source_of(kind), numbers)


def source_of(kind: str) -> SearchSource:
    """Give the manifest entry for a kind. Raises LookupError when no feature declares it."""
    for source in sources():
        if source.kind == kind:
            return source
    raise LookupError(f"No feature makes {kind!r} findable")


def sources() -> list[SearchSource]:
    return [source for feature in all_features() for source in feature.search]


def _refresh(source: SearchSource, numbers: Sequence[int]) -> None:
    """Read and write under one lock, so that what was withdrawn meanwhile is read as such."""
    _hold([Subject(source.kind, number) for number in numbers])
    documents = list(source.documents(numbers))
    given = {document.subject.id for document in documents}
    put_many(documents)
    _forget([Subject(source.kind, number) for number in numbers if number not in given])


def reindex(kinds: Sequence[str] = (), report: Report = lambda source, done, total: None) -> int:
    """Build the index anew for these kinds, or all, while it is in use; give how many subjects.

    ``report`` hears after each batch: source, subjects done, subjects in all.
    """
    done = 0
    for source in sources():
        if not kinds or source.kind in kinds:
            done += _reindex(source, report)
    return done


def _reindex(source: SearchSource, report: Report) -> int:
    numbers = list(source.ids())
    report(source, 0, len(numbers))
    for start in range(0, len(numbers), BATCH):
        with transaction.atomic():
            _refresh(source, numbers[start : start + BATCH])
        report(source, min(start + BATCH, len(numbers)), len(numbers))
    kept = set(numbers)
    rows = SearchRow.objects.filter(kind=source.kind).values_list("subject_id", flat=True)
    gone = sorted({number for number in rows.iterator(5000) if number not in kept})
    for start in range(0, len(gone), BATCH):
        with transaction.atomic():
            _refresh(source, gone[start : start + BATCH])
    return len(numbers)


def follow(recorded: Recorded) -> None:
    """React to a fact: bring what is found of its subject up to date. For ``Feature.reactions``."""
    refresh(recorded.fact.subject)
