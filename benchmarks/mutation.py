"""Take every permission check away, one at a time, and count how many the permission table notices.

A check is a rule of a policies module, a ``visible_to`` or the level of an address. With it gone, at
least one cell of the table (address × verb × object × role, tried over HTTP) must come out wrong.
Only the cells that ask a check are tried without it: no other can change. Where a door and a check of
the same level guard one act, either is a second lock, whose removal shows only once the other is
gone; so is a check behind a filter that shows its rows to the same people alone. Pages of allauth
refuse visitors themselves: their decorators are the other lock of a door before them.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks._report import Figure, Report, parser
from benchmarks._server import ROOT, environment

RUN = ("-m", "pytest", "-q", "-n", "2", "-o", "python_files=mutation_run.py", "--no-header")
LIBRARY = ("door account_", "door mfa_", "door usersessions_")
NAMES = (
    "import json, sys; from tests.security.mutants import mutants; from tests.security.matrix import"
    " tables; json.dump([[m.name for m in mutants()], sum(len(t.rows) for t in tables())], sys.stdout)"
)


def notes(folder: Path) -> Iterator[tuple[str, int, str, str]]:
    """Give what each table said of each check: its name, how many cells asked it, which noticed.

    The last is a cell that noticed only once the other lock was gone.
    """
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            name, cells, alone, second = json.loads(line)
            yield name, cells, alone, second


def main(argv: list[str]) -> int:
    options = parser("mutation", __doc__)
    options.add_argument("--notes", type=Path, help="keep what was tried here; go on from there")
    options.add_argument(
        "-k", default="", metavar="TABLE", help="only tables whose name holds this"
    )
    asked = options.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = (asked.notes or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        env = environment({"SME4SC_MUTATION": str(folder)})
        command = [sys.executable, *RUN, "tests/security/mutation_run.py", "-k", asked.k]
        whole = subprocess.run(command, cwd=ROOT, env=env).returncode == 0
        every, rows = _checks(folder)
        tried = list(notes(folder))
    alone = {name for name, _, cell, _ in tried if cell}
    second = {name for name, _, _, cell in tried if cell} - alone
    library = {name for name in second if name.startswith(LIBRARY)}
    alive = [name for name in every if name not in alone | second]
    if asked.k:
        alive = [name for name in alive if name in {row[0] for row in tried}]
    for name in alive:
        print(f"  not noticed: {name}")
    report = Report(
        name="mutation",
        against="the permission table over HTTP on a house without one check",
        rows=f"{rows} rows of the table × 7 roles; {len(every)} checks",
        how=f"{sum(row[1] for row in tried):,} cells that ask a check tried without it",
        figures=[
            Figure(what="removals that the table noticed", measured=len(alone)),
            Figure(
                what="… noticed once the other lock was gone",
                measured=len(second - library),
                details={"second locks": sorted(second - library)},
            ),
            Figure(
                what="… once a page of allauth had no lock",
                measured=len(library),
                details={"locked twice": sorted(library)},
            ),
            Figure(
                what="removals that nothing noticed",
                measured=len(alive),
                at_most=0,
                details={"alive": alive},
            ),
            Figure(what="tables right before anything is removed", measured=int(whole), at_least=1),
        ],
    )
    return report.tell(asked.json)


def _checks(folder: Path) -> tuple[list[str], int]:
    """Name every check there is, in a process that knows the house; count the table's rows."""
    code = f"import django; django.setup(); {NAMES}"
    env = environment(
        {
            "DJANGO_SETTINGS_MODULE": "sme4smartcities.config.settings",
            "SME4SC_MODE": "local",
            "SME4SC_DATA": str(folder / "data"),
            "SME4SC_OPERATOR_ADMIN": os.environ.get("SME4SC_OPERATOR_ADMIN", "1"),
        }
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, check=True, capture_output=True
    )
    names, rows = json.loads(told.stdout)
    return names, rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
