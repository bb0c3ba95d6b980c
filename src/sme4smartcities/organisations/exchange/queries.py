"""Read imports and exports, and the organisations that leave in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import translation

from sme4smartcities.core.jobs.engine import DeadLetter
from sme4smartcities.core.jobs.queries import dead_letters
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.exchange.columns import Column, label_of, shown
from sme4smartcities.organisations.exchange.models import (
    Choice,
    Export,
    Import,
    ImportRow,
    Outcome,
)
from sme4smartcities.organisations.models import Contact, Organisation, State
from sme4smartcities.organisations.names import fold

CHUNK = 500
_TASKS = "sme4smartcities.organisations.exchange.tasks"
WORK = {
    Import: tuple(f"{_TASKS}.{name}_import" for name in ("read", "check", "enter")),
    Export: (f"{_TASKS}.write_export",),
}


def imports_for(actor: Actor) -> QuerySet[Import]:
    return Import.objects.visible_to(actor).select_related("member")


def exports_for(actor: Actor) -> QuerySet[Export]:
    return Export.objects.visible_to(actor)


def given_up(table: Import | Export) -> DeadLetter | None:
    """Give the job of a table when it used up all its tries; nobody works on the table then."""
    if not table.is_working:
        return None
    work = WORK[type(table)]
    letters = dead_letters(limit=1000)
    mine = (one for one in letters if one.task in work and list(one.args) == [table.pk])
    return next(mine, None)


@dataclass(frozen=True)
class Counts:
    """How many rows are fine, look like others, or cannot be entered."""

    fine: int
    twins: int
    chosen: int  # of the twins, to be entered all the same
    problems: int
    entered: int

    @property
    def to_enter(self) -> int:
        return self.fine + self.chosen


def counts_of(table: Import) -> Counts:
    twins = Q(has_problems=False, has_twins=True)
    found = table.rows.aggregate(
        fine=Count("pk", filter=Q(has_problems=False, has_twins=False)),
        twins=Count("pk", filter=twins),
        chosen=Count("pk", filter=twins & Q(choice=Choice.ADD)),
        problems=Count("pk", filter=Q(has_problems=True)),
        entered=Count("pk", filter=Q(outcome=Outcome.ENTERED)),
    )
    return Counts(**found)


def rows_of(table: Import, kind: str) -> QuerySet[ImportRow]:
    """Give the rows of one kind: problems, twins, or fine."""
    kinds = {
        "problems": Q(has_problems=True),
        "twins": Q(has_problems=False, has_twins=True),
        "fine": Q(has_problems=False, has_twins=False),
    }
    return table.rows.filter(kinds.get(kind, kinds["fine"])).order_by("number")


def rows_to_enter(table: Import) -> QuerySet[ImportRow]:
    rows = table.rows.filter(has_problems=False, outcome=Outcome.WAITING)
    return rows.filter(Q(has_twins=False) | Q(choice=Choice.ADD)).order_by("number")


def named(ids: Sequence[int]) -> dict[int, Organisation]:
    """Give organisations by id, for links to them."""
    living = Organisation.objects.exclude(state=State.MERGED)
    return living.in_bulk(list(set(ids))) if ids else {}


def contacts_named(ids: Sequence[int]) -> dict[int, Contact]:
    """Give contacts by id, for links to them; only coordinators see imports."""
    return Contact.objects.in_bulk(list(set(ids))) if ids else {}


def guessed(header: Sequence[str], language: str, columns: Sequence[Column]) -> list[str]:
    """Guess which of our columns each column of a file is: by code, then by label in any language.

    A code wins over a label, and the first of two columns over the second. A text without a
    language of its own is one in the language of the import.
    """
    codes = {fold(column.code): column.code for column in columns}
    known: dict[str, str] = {}
    for column in columns:
        for spelling in _spellings(column, language):
            known.setdefault(spelling, column.code)
    by_code = [codes.get(fold(name), "") for name in header]
    mapping: list[str] = []
    for name, code in zip(header, by_code, strict=True):
        meant = code or known.get(fold(name), "")
        taken = meant in mapping or (not code and meant in by_code)
        mapping.append("" if taken else meant)
    return mapping


def _spellings(column: Column, language: str) -> Iterator[str]:
    bare = column.language in ("", language) and column.code != f"name_{language}"
    if bare and column.language:
        yield fold(column.code.rpartition("_")[0])
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield fold(str(column.label) if bare else label_of(column))


def organisations_for(actor: Actor, *, full: bool) -> QuerySet[Organisation]:
    """What leaves in a table: the listed ones that the actor sees, or for a coordinator all."""
    visible = Organisation.objects.visible_to(actor)
    rows = visible if full else visible.listed()
    return (
        rows.select_related("kind", "size", "territory", "place")
        .prefetch_related("terms__term", "email_domains")
        .order_by("pk")
    )


def columns_for(*, full: bool) -> list[Column]:
    return shown(full=full)


def cells(
    rows: QuerySet[Organisation], columns: Sequence[Column], numbers: Sequence[int] | None = None
) -> Iterator[list[str]]:
    """Write organisations as rows of a table, a few hundred in memory at a time.

    ``numbers``: only those with these ids, ascending.
    """
    for batch in _batches(rows) if numbers is None else _named_batches(rows, numbers):
        yield from ([column.show(row) for column in columns] for row in batch)


def _batches(rows: QuerySet[Organisation]) -> Iterator[Sequence[Organisation]]:
    after = 0
    while batch := list(rows.filter(pk__gt=after)[:CHUNK]):
        after = batch[-1].pk
        yield batch


def _named_batches(
    rows: QuerySet[Organisation], numbers: Sequence[int]
) -> Iterator[Sequence[Organisation]]:
    for start in range(0, len(numbers), CHUNK):
        yield list(rows.filter(pk__in=numbers[start : start + CHUNK]))
