"""Enter the rows of a confirmed table, a batch in each transaction, none of them twice."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import PlatformError
from sme4smartcities.core.journal.services import record
from sme4smartcities.organisations.exchange import facts
from sme4smartcities.organisations.exchange.drafting import Draft, Lists, drafted
from sme4smartcities.organisations.exchange.matching import twins_of
from sme4smartcities.organisations.exchange.models import Import, ImportRow, ImportState, Outcome
from sme4smartcities.organisations.exchange.queries import rows_to_enter
from sme4smartcities.organisations.exchange.services.importing import values_of
from sme4smartcities.organisations.models import Facet, OrganisationTerm
from sme4smartcities.organisations.services.entering import enter_organisations

AT_ONCE = 40  # rows in one transaction: about 100 ms, so that no request waits long for the lock


def enter_rows(table_id: int) -> None:
    """Enter what waits, until nothing does; killed and run again it goes on where it was."""
    table = Import.objects.filter(pk=table_id, state=ImportState.ENTERING).first()
    if table is None:
        return
    lists = Lists()
    with translation.override(table.language):
        while _enter_batch(table.pk, lists):
            pass
    _finish(table.pk)


@transaction.atomic
def _enter_batch(table_id: int, lists: Lists) -> bool:
    table = Import.objects.select_for_update().get(pk=table_id)
    rows = list(rows_to_enter(table)[:AT_ONCE])
    if not rows or table.member is None:
        return False
    drafts = {row.number: drafted(values_of(table, row), lists, table.texts_in) for row in rows}
    _mark_newcomers(rows, drafts)
    made = [row for row in rows if not row.has_problems]
    _enter(table.member, made, drafts)
    table.done += len(rows)
    table.entered += sum(row.outcome == Outcome.ENTERED for row in made)
    table.save(update_fields=["done", "entered"])
    fields = ["outcome", "problems", "has_problems"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=AT_ONCE)
    return True


def _mark_newcomers(rows: list[ImportRow], drafts: Mapping[int, Draft]) -> None:
    """Leave out what no longer can be entered: somebody else was faster, or a term is gone."""
    twins = twins_of(drafts)
    for row in rows:
        draft = drafts[row.number]
        if draft.entry is None:
            _leave_out(row, draft.problems)
        elif twins[row.number] and not row.has_twins:
            told = _("Somebody entered an organisation like this one in the meantime.")
            _leave_out(row, [{"column": "name", "text": told}])


def _leave_out(row: ImportRow, problems: list[dict[str, str]]) -> None:
    row.outcome, row.problems, row.has_problems = Outcome.LEFT_OUT, problems, True


def _enter(actor: Member, rows: list[ImportRow], drafts: Mapping[int, Draft]) -> None:
    """Enter a batch at once; if one row of it is refused, each by itself."""
    try:
        with transaction.atomic():
            _write(actor, rows, drafts)
    except (PlatformError, ValidationError):
        for row in rows:
            _enter_alone(actor, row, drafts)


def _enter_alone(actor: Member, row: ImportRow, drafts: Mapping[int, Draft]) -> None:
    try:
        with transaction.atomic():
            _write(actor, [row], drafts)
    except (PlatformError, ValidationError) as error:
        texts = error.messages if isinstance(error, ValidationError) else [str(error.message)]
        _leave_out(row, [{"column": "name", "text": text} for text in texts])


def _write(actor: Member, rows: list[ImportRow], drafts: Mapping[int, Draft]) -> None:
    entries = [entry for row in rows if (entry := drafts[row.number].entry)]
    made = enter_organisations(actor=actor, entries=entries)
    for row, organisation in zip(rows, made, strict=True):
        row.outcome = Outcome.ENTERED
        for term, end in drafts[row.number].ends.items():
            OrganisationTerm.objects.filter(
                organisation=organisation, facet=Facet.CERTIFICATE, term_id=term
            ).update(valid_until=end)


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
