"""Nobody sees or changes what their role forbids, by any door."""

import pytest

from tests.security.cells import make_cast, wrong_cells
from tests.security.matrix import Table, tables

TABLES = tables()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_comes_out_as_written(db: None, table: Table):
    cast = make_cast()
    assert list(wrong_cells(table, cast, table.targets(cast))) == []
