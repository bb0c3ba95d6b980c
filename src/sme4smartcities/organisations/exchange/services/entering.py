"""Enter the rows of a confirmed table, a batch in each transaction, none of them twice."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import PlatformError
from sme4smartcities.core.journal.services import record
from sme4smartcities.organisations.exchange import facts
from sme4smartcities.organisations.exchange.models import (
    About,
    Import,
    ImportRow,
    ImportState,
    Outcome,
)
from sme4smartcities.organisations.exchange.queries import rows_to_enter
from sme4smartcities.organisations.exchange.services.importing import rows_for, values_of
from sme4smartcities.organisations.exchange.services.matters import Rows, matter_of

Drafts = Mapping[int, Any]  # number of a row → how its matter read it


def enter_rows(table_id: int) -> None:
    """Enter what waits, until nothing does; killed and run again it goes on where it was."""
    table = Import.objects.filter(pk=table_id, state=ImportState.ENTERING).first()
    if table is None:
        return
    with translation.override(table.language):
        how = rows_for(table, table.member)
        while _enter_batch(table.pk, how):
            pass
    _finish(table.pk)


@transaction.atomic
def _enter_batch(table_id: int, how: Rows) -> bool:
    table = Import.objects.select_for_update().get(pk=table_id)
    at_once = matter_of(table).at_once
    rows = list(rows_to_enter(table)[:at_once])
    if not rows or table.member is None:
        return False
    drafts = how.drafts({row.number: values_of(table, row) for row in rows})
    _mark_newcomers(rows, how, drafts)
    made = [row for row in rows if not row.has_problems]
    _enter(table.member, made, how, drafts)
    table.done += len(rows)
    table.entered += sum(row.outcome == Outcome.ENTERED for row in made)
    table.save(update_fields=["done", "entered"])
    fields = ["outcome", "problems", "has_problems"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=at_once)
    return True


def _mark_newcomers(rows: list[ImportRow], how: Rows, drafts: Drafts) -> None:
    """Leave out what no longer can be entered: somebody else was faster, or a term is gone."""
    twins = how.ours(drafts)
    for row in rows:
        draft = drafts[row.number]
        if draft.problems:
            _leave_out(row, draft.problems)
        elif twins.get(row.number) and not row.has_twins:
            told = _("Somebody entered one like this in the meantime.")
            _leave_out(row, [{"column": "", "text": told}])


def _leave_out(row: ImportRow, problems: list[dict[str, str]]) -> None:
    row.outcome, row.problems, row.has_problems = Outcome.LEFT_OUT, problems, True


def _enter(actor: Member, rows: list[ImportRow], how: Rows, drafts: Drafts) -> None:
    """Enter a batch at once; if one row of it is refused, each by itself."""
    try:
        with transaction.atomic():
            _write(actor, rows, how, drafts)
    except (PlatformError, ValidationError):
        for row in rows:
            _enter_alone(actor, row, how, drafts)


def _enter_alone(actor: Member, row: ImportRow, how: Rows, drafts: Drafts) -> None:
    try:
        with transaction.atomic():
            _write(actor, [row], how, drafts)
    except (PlatformError, ValidationError) as error:
        texts = error.messages if isinstance(error, ValidationError) else [str(error.message)]
        _leave_out(row, [{"column": "", "text": text} for text in texts])


def _write(actor: Member, rows: list[ImportRow], how: Rows, drafts: Drafts) -> None:
    how.enter(actor, [drafts[row.number] for row in rows])
    for row in rows:
        row.outcome = Outcome.ENTERED


@transaction.atomic
def _finish(table_id: int) -> None:
    table = Import.objects.select_for_update().get(pk=table_id)
    if table.state != ImportState.ENTERING:
        return
    table.state, table.done = ImportState.DONE, table.total
    table.save(update_fields=["state", "done"])
    record(
        facts.ImportFinished(
            actor_id=table.member_id,
            subject_id=table.pk,
            entered=table.entered,
            left_out=table.rows.exclude(outcome=Outcome.ENTERED).count(),
        )
    )
    if table.about == About.CONTACTS:
        table.rows.filter(outcome=Outcome.ENTERED).delete()  # persons are kept in one place
