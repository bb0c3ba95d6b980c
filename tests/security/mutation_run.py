"""The permission table bites: with any single check gone, at least one cell comes out wrong.

Too long for every run of the suite: ``./bench mutation`` collects this file, names a folder in
SME4SC_MUTATION and judges what is written there. First every cell is tried on the house as it is,
to learn which checks are asked there; a check that goes is then tried on these cells alone, since
no other can change. Where a door and a check of the same level guard one act, either is the other's
second lock: what its removal does shows once the other is gone, and is compared with that.
What was noticed by what a folder says is not tried again, so a broken run goes on.
"""

import contextlib
import json
import os
from pathlib import Path

import pytest

from tests.security.cells import Cell, Stage, cells_of
from tests.security.matrix import Table, tables
from tests.security.mutants import Mutant, all_doors_open, every_check_gone, mutants


def asked_where(stage: Stage, table: Table) -> dict[str, list[Cell]]:
    """Try every cell on the whole house; give for each check the cells that ask it."""
    cells: dict[str, list[Cell]] = {}
    heard: set[str] = set()
    with contextlib.ExitStack() as watching:
        for mutant in mutants():
            watching.enter_context(mutant.watched(heard.add))
        for cell in cells_of(table):
            heard.clear()
            assert stage.found(cell) == cell.expected, f"{cell} is wrong before anything is removed"
            for name in heard:
                cells.setdefault(name, []).append(cell)
    return cells


def noticed_before(file: Path) -> set[str]:
    lines = file.read_text().splitlines() if file.exists() else []
    return {name for name, _cells, *noticed in map(json.loads, lines) if any(noticed)}


def second_lock(stage: Stage, table: Table, mutant: Mutant, cells: list[Cell]) -> str:
    """Name a cell that the removal changes once the other lock is gone.

    For a check behind a door that is the door, for every role; for a door all the checks behind it.
    """
    addresses = {cell.row.address for cell in cells}
    others = every_check_gone() if mutant.door else all_doors_open()
    with others:
        for cell in cells_of(table):
            if cell.row.address in addresses:
                locked = stage.found(cell)
                with mutant.applied():
                    unlocked = stage.found(cell)
                if locked != unlocked:
                    return f"{cell}: {unlocked}, not {locked}"
    return ""


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_removed_checks_are_noticed(db: None, table: Table):
    file = Path(os.environ["SME4SC_MUTATION"]) / f"{table.name}.jsonl"
    done = noticed_before(file)
    stage = Stage(table)
    asked = asked_where(stage, table)
    with file.open("a") as notes:
        for mutant in mutants():
            cells = asked.get(mutant.name, [])
            if mutant.door:
                cells = [cell for cell in cells_of(table) if cell.row.address == mutant.door]
            if cells and mutant.name not in done:
                with mutant.applied():
                    alone = next(stage.wrong(cells), "")
                second = "" if alone else second_lock(stage, table, mutant, cells)
                notes.write(json.dumps([mutant.name, len(cells), alone, second]) + "\n")
                notes.flush()
