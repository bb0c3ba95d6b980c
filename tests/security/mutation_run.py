"""The permission table bites: with any single check gone, at least one cell comes out wrong.

Too long for every run of the suite: ``./bench mutation`` collects this file, names a folder in
SME4SC_MUTATION and judges what is written there. First every cell is tried on the house as it is,
to learn which checks are asked there; a check that goes is then tried on these cells alone, since
no other can change. Where a door and a check of the same level guard one act, either is the other's
second lock, and so is a check behind a filter that shows its rows to the same people alone: what its
removal does shows once the other is gone, and is compared with that.
What was noticed, by what a folder says, is not tried again, in this table or another: so a broken run
goes on.
"""

import contextlib
import json
import os
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.security.cells import Cell, Stage, cells_of
from tests.security.matrix import Table, tables
from tests.security.mutants import (
    Mutant,
    all_doors_open,
    every_check_gone,
    mutants,
    only_policies_left,
    own_lock_open,
)


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


def noticed(folder: Path) -> tuple[set[str], set[str]]:
    """Name the checks that some cell noticed until now: alone, and once the other lock was gone."""
    lines = [line for file in folder.glob("*.jsonl") for line in file.read_text().splitlines(True)]
    tried = [json.loads(line) for line in lines if line.endswith("\n")]  # the last may be half
    return {name for name, _, alone, _ in tried if alone}, {
        name for name, *_, cell in tried if cell
    }


def second_lock(stage: Stage, table: Table, mutant: Mutant, cells: list[Cell]) -> str:
    """Name a cell that the removal changes once the other lock is gone.

    For a door the other lock is every check behind it, that of a library's view too. For a check it is the door before it, for
    every role, and where that tells nothing the filters too.
    """
    addresses = {cell.row.address for cell in cells}
    if mutant.door:
        with own_lock_open(stage.path(cells[0])):
            return _changed(stage, table, mutant, addresses, every_check_gone())
    return _changed(stage, table, mutant, addresses, all_doors_open()) or _changed(
        stage, table, mutant, addresses, only_policies_left()
    )


def _changed(
    stage: Stage,
    table: Table,
    mutant: Mutant,
    addresses: set[str],
    others: AbstractContextManager[None],
) -> str:
    """Name a cell at these addresses that the removal changes while the others are gone."""
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
    folder = Path(os.environ["SME4SC_MUTATION"])
    stage = Stage(table)
    asked = asked_where(stage, table)
    with (folder / f"{table.name}.jsonl").open("a") as notes:
        for mutant in mutants():
            cells = asked.get(mutant.name, [])
            if mutant.door:
                cells = [cell for cell in cells_of(table) if cell.row.address == mutant.door]
            known, known_by_second = noticed(folder)
            if cells and mutant.name not in known:
                with mutant.applied():
                    alone = next(stage.wrong(cells), "")
                known_anyway = alone or mutant.name in known_by_second
                second = "" if known_anyway else second_lock(stage, table, mutant, cells)
                notes.write(json.dumps([mutant.name, len(cells), alone, second]) + "\n")
                notes.flush()
