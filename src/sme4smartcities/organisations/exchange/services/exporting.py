"""Write organisations into a table: at once while it is small, else as a job with its progress."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import IO

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.spreadsheets import write_csv, write_json, write_xlsx
from sme4smartcities.core.translated import RTL
from sme4smartcities.core.uploads import SPREADSHEET
from sme4smartcities.core.uploads.kinds import CSV, XLSX, MediaType
from sme4smartcities.core.uploads.services import deposit, discard_all
from sme4smartcities.organisations.directory.asked import Asked, read_again
from sme4smartcities.organisations.directory.queries import WRITTEN_AT_ONCE, numbers_of
from sme4smartcities.organisations.exchange import facts
from sme4smartcities.organisations.exchange.models import Export
from sme4smartcities.organisations.exchange.queries import (
    cells,
    columns_for,
    organisations_for,
)
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.policies import is_coordinator

AT_ONCE = WRITTEN_AT_ONCE
FORMATS = {
    "csv": CSV,
    "xlsx": XLSX,
    "json": MediaType("application/json", "json"),
}
KEPT = timedelta(days=7)
STEP = 200
Rows = Iterable[Sequence[str]]


def table_now(
    *, actor: Actor, key: str, format_: str, language: str, asked: Asked | None = None
) -> IO[bytes]:
    """Give what the actor may see, or what was asked of it, as a file.

    Raises Refused when that would take too long, TooMany.
    """
    limits.take("export", key=key, limit=20, per=3600)
    rows = organisations_for(actor, full=False)
    numbers = numbers_of(asked) if asked else None
    if _too_long(rows, numbers):
        raise Refused(
            _(
                "The directory has become too large to be written while you wait. "
                "Sign in and ask for the table under “Your tables”."
            ),
            code="too_large",
        )
    columns = columns_for(full=False)
    return _written(
        format_, [column.code for column in columns], cells(rows, columns, numbers), language
    )


def _too_long(rows: QuerySet[Organisation], numbers: Sequence[int] | None) -> bool:
    if numbers is not None:
        return len(numbers) > AT_ONCE
    return rows[: AT_ONCE + 1].count() > AT_ONCE


def _written(format_: str, header: Sequence[str], rows: Rows, language: str) -> IO[bytes]:
    if format_ == "xlsx":
        title = _("Organisations")
        return write_xlsx(header, rows, title=title, right_to_left=language in RTL)
    write: dict[str, Callable[[Sequence[str], Rows], IO[bytes]]] = {
        "csv": write_csv,
        "json": write_json,
    }
    return write[format_](header, rows)


@transaction.atomic
def ask_for_export(
    *, actor: Actor, format_: str, full: bool, language: str, asked: str = ""
) -> Export:
    """Let a job write a table. The full one, with what is not public, is the coordinator's alone.

    ``asked``: the query part of a directory's address, to write only what it shows.
    """
    if full:
        require(is_coordinator(actor), _("Only a coordinator can take the whole directory."))
    if format_ not in FORMATS:
        raise Refused(_("Choose CSV, Excel or JSON."))
    require(actor.pk is not None, _("Sign in to ask for a table."))
    limits.take("export", key=str(actor.pk), limit=20, per=3600)
    export = Export.objects.create(
        member_id=actor.pk or 0, format=format_, full=full, language=language, asked=asked
    )
    record(facts.ExportAsked(actor_id=actor.pk, subject_id=export.pk, format=format_, full=full))
    return export


def write_export(export_id: int) -> None:
    export = Export.objects.select_related("member").filter(pk=export_id, file_url="").first()
    if export is None or export.message:
        return
    full = export.full and is_coordinator(export.member)
    rows = organisations_for(export.member, full=full)
    columns = columns_for(full=full)
    with translation.override(export.language):
        numbers = numbers_of(read_again(export.asked)) if export.asked and not full else None
        export.total = rows.count() if numbers is None else len(numbers)
        written = cells(rows, columns, numbers)
        header = [column.code for column in columns]
        try:
            content = _written(export.format, header, _counted(export, written), export.language)
        except Refused as refused:
            Export.objects.filter(pk=export.pk).update(message=str(refused.message))
            return
    with content:
        _keep(export, content)


def _counted(export: Export, rows: Rows) -> Iterator[Sequence[str]]:
    """Pass rows on and note now and then how many they were."""
    for done, row in enumerate(rows, 1):
        if done % STEP == 0:
            Export.objects.filter(pk=export.pk).update(done=done, total=export.total)
        yield row


@transaction.atomic
def _keep(export: Export, content: IO[bytes]) -> None:
    name = f"organisations-{timezone.now():%Y-%m-%d}"
    file = deposit(
        actor=export.member,
        content=content,
        name=name,
        media_type=FORMATS[export.format],
        kind=SPREADSHEET,
        subject=export.subject,
        audience="restricted",
    )
    export.file_url, export.done = file.url, export.total
    export.save(update_fields=["file_url", "done", "total"])


def forget_old_exports() -> int:
    old = Export.objects.filter(created_at__lt=timezone.now() - KEPT)
    for export in old:
        discard_all(export.subject)
        export.delete()
    return len(old)
