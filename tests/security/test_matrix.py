"""Nobody sees or changes what their role forbids, by any door."""

import pytest

from sme4smartcities.core.features import access_table
from tests.security.cells import Stage, cells_of
from tests.security.matrix import Table, tables

TABLES = tables()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_comes_out_as_written(db: None, table: Table):
    assert list(Stage(table).wrong(cells_of(table))) == []


def test_every_address_stands_in_the_table():
    listed = {row.address for table in TABLES for row in table.rows}
    assert set(access_table()) - listed == set()


def test_the_table_names_no_address_that_is_gone():
    listed = {row.address for table in TABLES for row in table.rows}
    assert listed - set(access_table()) == set()
