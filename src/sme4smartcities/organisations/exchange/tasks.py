"""The long work on tables, as jobs."""

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.tasks import SLOW
from sme4smartcities.organisations.exchange.services import entering, exporting, importing


@task(queue_name=SLOW)
def read_import(table_id: int) -> None:
    importing.read_file(table_id)


@task(queue_name=SLOW)
def check_import(table_id: int) -> None:
    importing.check_rows(table_id)


@task(queue_name=SLOW)
def enter_import(table_id: int) -> None:
    entering.enter_rows(table_id)


@task(queue_name=SLOW)
def write_export(export_id: int) -> None:
    exporting.write_export(export_id)


@task(queue_name=SLOW)
def forget_old_tables() -> int:
    return importing.forget_old_imports() + exporting.forget_old_exports()
