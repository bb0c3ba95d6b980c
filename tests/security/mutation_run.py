"""The permission table bites: with any single check gone, at least one cell comes out wrong.

Too long for every run of the suite: ``./bench mutation`` collects this file.
"""

import pytest

from tests.security.cells import make_cast, wrong_cells
from tests.security.matrix import Row, Table, tables
from tests.security.mutants import Mutant, mutants

TABLES = {table.name: table for table in tables()}


def rows_for(mutant: Mutant, table: Table) -> tuple[Row, ...]:
    """A door is noticed at its own address; anything else somewhere in its feature's table."""
    if not mutant.name.startswith("door "):
        return table.rows
    return tuple(row for row in table.rows if row.address == mutant.name.removeprefix("door "))


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_a_removed_check_is_noticed(db: None, mutant: Mutant):
    table = TABLES[mutant.app]
    narrowed = Table(table.name, rows_for(mutant, table), table.targets)
    cast = make_cast()
    targets = narrowed.targets(cast)
    with mutant.apply():
        assert next(wrong_cells(narrowed, cast, targets), None) is not None
