"""Take a table in and look at it; nothing of it is in the directory before it is confirmed."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.jobs.services import retry_dead_letters
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.spreadsheets import Limits, Sheet, read
from sme4smartcities.core.uploads import SPREADSHEET
from sme4smartcities.core.uploads.models import State as FileState
from sme4smartcities.core.uploads.queries import files_of
from sme4smartcities.core.uploads.services import Upload, accept, discard_all
from sme4smartcities.organisations.exchange import facts
from sme4smartcities.organisations.exchange.matching import Earlier
from sme4smartcities.organisations.exchange.models import (
    About,
    Choice,
    Import,
    ImportRow,
    ImportState,
)
from sme4smartcities.organisations.exchange.queries import counts_of, given_up, guessed
from sme4smartcities.organisations.exchange.services.matters import (
    Rows,
    all_matters,
    is_own,
    matter_of,
    may_work,
)
from sme4smartcities.organisations.policies import is_coordinator

LIMITS = Limits(bytes=10_000_000, rows=20_000, columns=120, cell=20_000)
BATCH = 100  # rows written in one transaction
NOT_YOURS = gettext_lazy("Only who brought this table, or a coordinator, goes on with it.")


@transaction.atomic
def start_import(
    *,
    actor: Actor,
    upload: Upload,
    texts_in: str,
    language: str,
    about: str = About.ORGANISATIONS,
) -> Import:
    """Keep the file; a job reads it. Raises Refused when it cannot be a table."""
    matter = all_matters()[about]
    require(matter.may_bring(actor), matter.refusal)
    table = Import.objects.create(
        member_id=actor.pk, about=about, file_name="", texts_in=texts_in, language=language
    )
    kept = accept(
        actor=actor, upload=upload, kind=SPREADSHEET, subject=table.subject, audience="restricted"
    )
    table.file_name = kept.name
    table.save(update_fields=["file_name"])
    record(facts.ImportStarted(actor_id=actor.pk, subject_id=table.pk))
    return table


def read_file(table_id: int) -> None:
    """Put the rows of the file into the database and guess its columns."""
    table = Import.objects.filter(pk=table_id, state=ImportState.READING).first()
    if table is None:
        return
    with translation.override(table.language):
        try:
            sheet = _sheet(table)
        except Refused as refused:
            _give_up(table, str(refused.message))
            return
    _keep_rows(table, sheet)
    discard_all(table.subject)
    table.header = [name.replace("\0", "") for name in sheet.header]
    matter = matter_of(table)
    table.mapping = guessed(table.header, table.texts_in, matter.columns)
    lacking = matter.lacking(table.mapping)
    table.state = ImportState.COLUMNS if lacking else ImportState.CHECKING
    table.done = 0
    table.save()
    check_rows(table_id)


def _sheet(table: Import) -> Sheet:
    file = files_of(table.subject).first()
    if file is None or file.state == FileState.QUARANTINED:
        raise Refused(_("The file is not there any more. Bring it again."))
    try:
        with default_storage.open(file.path()) as content:
            sheet = read(content, replace(LIMITS, rows=matter_of(table).most))
    except FileNotFoundError as error:
        raise Refused(_("The file is not there any more. Bring it again.")) from error
    if not sheet.rows:
        raise Refused(_("The table has column names and no rows."))
    return sheet


def _give_up(table: Import, sentence: str) -> None:
    table.state = ImportState.FAILED
    table.message = sentence[:1000]
    table.save(update_fields=["state", "message"])
    discard_all(table.subject)


def _keep_rows(table: Import, sheet: Sheet) -> None:
    table.rows.all().delete()
    table.total = len(sheet.rows)
    for start in range(0, len(sheet.rows), BATCH):
        part = slice(start, start + BATCH)
        rows = zip(sheet.numbers[part], sheet.rows[part], strict=True)
        ImportRow.objects.bulk_create(
            ImportRow(table=table, number=number, cells=[cell.replace("\0", "") for cell in cells])
            for number, cells in rows
        )
        _step(table, start + len(sheet.rows[part]))


def _step(table: Import, done: int) -> None:
    table.done = done
    Import.objects.filter(pk=table.pk).update(done=done, total=table.total)


@transaction.atomic
def choose_columns(*, actor: Actor, table: Import, mapping: Sequence[str]) -> None:
    """Say which column is which; the rows are then checked. Raises Refused on a wrong choice."""
    row = _opened(actor, table)
    if row.state not in (ImportState.COLUMNS, ImportState.READY):
        raise Refused(_("This import is past that step."))
    matter = matter_of(row)
    known = {column.code for column in matter.columns}
    chosen = [code for code in mapping if code]
    if len(mapping) != len(row.header) or not set(chosen) <= known:
        raise Refused(_("Choose a meaning from the list for each column."))
    if len(set(chosen)) != len(chosen):
        raise Refused(_("Two columns have the same meaning. Leave one of them out."))
    if missing := matter.lacking(chosen):
        labels = " · ".join(str(column.label) for column in missing)
        raise Refused(_("Say which columns hold these: %(columns)s.") % {"columns": labels})
    row.mapping, row.state, row.done = list(mapping), ImportState.CHECKING, 0
    row.save()
    record(facts.ColumnsChosen(actor_id=actor.pk, subject_id=row.pk))


def _opened(actor: Actor, table: Import) -> Import:
    """Fetch a table for writing. Raises NotAllowed."""
    row = Import.objects.select_for_update().get(pk=table.pk)
    require(may_work(actor, row), NOT_YOURS)
    return row


def values_of(table: Import, row: ImportRow) -> dict[str, str]:
    """Give the cells of a row by the codes of their columns."""
    pairs = zip(table.mapping, row.cells, strict=False)
    return {code: cell for code, cell in pairs if code}


def rows_for(table: Import, member: Member | None) -> Rows:
    """Give how the rows of a table are worked on, with the rights of who brought or confirmed it."""
    return matter_of(table).rows(table.texts_in, member or AnonymousUser())


def check_rows(table_id: int) -> None:
    """Say for each row what is wrong with it and whom it looks like."""
    table = Import.objects.filter(pk=table_id, state=ImportState.CHECKING).first()
    if table is None:
        return
    with translation.override(table.language):
        rows, earlier, done = rows_for(table, table.member), Earlier(), 0
        while batch := list(table.rows.order_by("number")[done : done + BATCH]):
            _check(table, batch, rows, earlier)
            done += len(batch)
            _step(table, done)
    Import.objects.filter(pk=table.pk, state=ImportState.CHECKING).update(state=ImportState.READY)


def _check(table: Import, batch: list[ImportRow], rows: Rows, earlier: Earlier) -> None:
    drafts = rows.drafts({row.number: values_of(table, row) for row in batch})
    ours = rows.ours(drafts)
    for row in batch:
        draft = drafts[row.number]
        alike = earlier.twins_of(row.number, rows.marks(draft))
        row.problems = draft.problems
        row.twins = [] if row.problems else [*ours.get(row.number, ()), *alike]
        row.has_problems, row.has_twins = bool(row.problems), bool(row.twins)
        if rows.is_unwanted(draft):
            row.cells = []
    with transaction.atomic():
        fields = ["problems", "twins", "has_problems", "has_twins", "cells"]
        ImportRow.objects.bulk_update(batch, fields, batch_size=BATCH)


@transaction.atomic
def choose_twins(
    *, actor: Actor, table: Import, shown: Collection[int], add: Collection[int]
) -> None:
    """Of the rows that were shown, enter those in ``add`` all the same and leave the others out."""
    row = _opened(actor, table)
    if row.state != ImportState.READY:
        raise Refused(_("This import is past that step."))
    twins = row.rows.filter(has_twins=True, number__in=shown)
    twins.filter(number__in=add).update(choice=Choice.ADD)
    twins.exclude(number__in=add).update(choice=Choice.SKIP)


@transaction.atomic
def confirm_import(*, actor: Actor, table: Import) -> None:
    """Let a job enter what is fine and what was chosen; a second click changes nothing."""
    row = _opened(actor, table)
    if row.state in (ImportState.ENTERING, ImportState.DONE):
        return
    if row.state != ImportState.READY:
        raise Refused(_("The rows are still being checked. Wait a moment."))
    counts = counts_of(row)
    if not counts.to_enter:
        raise Refused(_("No row can be entered. Put the table right and bring it again."))
    row.state, row.member_id = ImportState.ENTERING, actor.pk
    row.done, row.total = 0, counts.to_enter
    row.save()
    record(facts.ImportConfirmed(actor_id=actor.pk, subject_id=row.pk))


@transaction.atomic
def run_again(*, actor: Actor, table: Import) -> None:
    """Let the work on a table start anew where it stopped, after it failed too often."""
    row = _opened(actor, table)
    letter = given_up(row)
    if letter is None:
        return
    retry_dead_letters([letter.id])
    record(facts.ImportRunAgain(actor_id=actor.pk, subject_id=row.pk))


@transaction.atomic
def discard_import(*, actor: Actor, table: Import) -> None:
    """Forget a table; what was entered from it stays. Raises Refused while rows are being entered."""
    row = Import.objects.select_for_update().get(pk=table.pk)
    require(is_own(actor, row) or is_coordinator(actor), NOT_YOURS)
    if row.state == ImportState.ENTERING and not given_up(row):
        raise Refused(_("The rows are being entered. Wait until that is done."))
    discard_all(row.subject)
    record(facts.ImportDiscarded(actor_id=actor.pk, subject_id=row.pk))
    row.delete()


def forget_old_imports() -> int:
    """Delete tables of which nobody has thought for a month, those about persons for a week."""
    gone = 0
    for about, matter in all_matters().items():
        for table in Import.objects.filter(
            about=about, created_at__lt=timezone.now() - matter.kept
        ):
            discard_all(table.subject)
            table.delete()
            gone += 1
    return gone
