"""What home and the desk show, gathered from all manifests; a feature that fails is left out."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from sme4smartcities.core.features import Count, DeskItem, TourStep, Waiting, all_features
from sme4smartcities.core.policies import Actor
from sme4smartcities.web.manual import SLUGS

SITEMAP_PART = 1000  # pages, each in every language: half a megabyte
LAST_PART = 50_000  # as many parts as one site map may list

log = logging.getLogger(__name__)
T = TypeVar("T")


def asked(question: Callable[[], T]) -> Iterator[T]:
    """Ask one feature; a failure is logged and leaves its part of the page out."""
    try:
        yield question()
    except Exception:
        log.exception("a part of the page was left out: %r", question)


def _label(count: Count, value: int) -> str:
    return str(count.label % value)


def counts() -> list[tuple[str, int]]:
    """Give the numbers that features count, in the order of their places; zero stays out."""
    wanted = (count for feature in all_features() for count in feature.counts)
    rows = sorted(wanted, key=lambda count: count.position)
    found = [(row, query) for row in rows for query in asked(partial(_query, row))]
    numbers = _numbers([query for _, query in found])
    return [(_label(row, n), n) for (row, _), n in zip(found, numbers, strict=True) if n]


Query = tuple[str, Sequence[Any]]  # SQL and its values
NOTHING: Query = ("SELECT 1 WHERE 1 = 0", ())


def _query(count: Count) -> Query:
    return _compiled(count.rows())


def _compiled(rows: QuerySet[Any, Any] | None) -> Query:
    if rows is None:
        return NOTHING
    try:
        sql, values = rows.order_by().query.sql_with_params()
    except EmptyResultSet:  # nothing can be in it: the database need not be asked
        return NOTHING
    return sql, values


def _numbers(queries: Sequence[Query]) -> Sequence[int]:
    """Give how many rows each query has, in one query."""
    if not queries:
        return ()
    counted = ", ".join(f"(SELECT count(*) FROM ({sql}) AS counted)" for sql, _ in queries)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted}", [value for _, values in queries for value in values])
        return list(cursor.fetchone() or ())


Items = Callable[[Actor], Iterable[DeskItem]]


def _items(source: Items, member: Actor) -> list[DeskItem]:
    return list(source(member))


def desk_items(member: Actor) -> list[DeskItem]:
    """Give what needs this member, most urgent first."""
    sources = [source for feature in all_features() for source in feature.desk]
    waiting = [source for source in sources if isinstance(source, Waiting)]
    full = [source for found in asked(partial(_with_rows, waiting, member)) for source in found]
    told: list[Items] = [source.items for source in full]
    told += [source for source in sources if not isinstance(source, Waiting)]
    parts = [part for source in told for part in asked(partial(_items, source, member))]
    return sorted((item for part in parts for item in part), key=lambda item: item.urgency)


def _with_rows(sources: Sequence[Waiting], member: Actor) -> list[Waiting]:
    """Give the sources that have rows for this member, in one query."""
    found = [
        (source, query)
        for source in sources
        for query in asked(partial(_waiting_query, source, member))
    ]
    possible = [(source, query) for source, query in found if query is not NOTHING]
    if not possible:
        return []
    looks = ", ".join(f"EXISTS({sql})" for _, (sql, _values) in possible)
    values = [value for _, (_sql, given) in possible for value in given]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {looks}", values)
        answers = cursor.fetchone() or ()
    return [source for (source, _), there in zip(possible, answers, strict=True) if there]


def _waiting_query(source: Waiting, member: Actor) -> Query:
    rows = source.rows(member)
    return _compiled(rows if rows is None else rows.values("pk"))


def tour_steps() -> list[TourStep]:
    """Give the stops of the tour in their order; only a demonstration has one."""
    if not settings.DEMO:
        return []
    steps = [step for feature in all_features() for step in feature.tour]
    return sorted(steps, key=lambda step: step.position)


def sitemap_parts() -> list[tuple[str, int]]:
    """Give slug and number of each part of the site map."""
    counted = [
        (feature.slug, count)
        for feature in all_features()
        if feature.public_pages
        for count in asked(feature.public_pages.count)
    ]
    return [(slug, n + 1) for slug, count in counted for n in range(-(-count // SITEMAP_PART))]


def sitemap_paths(slug: str, number: int) -> list[str]:
    """Give the addresses, below the language, of one part; an unknown part is empty."""
    pages = next((f.public_pages for f in all_features() if f.slug == slug), None)
    if pages is None or not 1 <= number <= LAST_PART:
        return []
    start = (number - 1) * SITEMAP_PART
    return list(pages.paths(start, start + SITEMAP_PART))


def own_pages() -> list[str]:
    """Give the addresses, below the language, of the pages that belong to no other feature."""
    own = ["", "contact/", "about/accessibility/", "about/privacy/", "about/imprint/", "manual/"]
    return [*own, *(f"manual/{slug}/" for slug in SLUGS)]
