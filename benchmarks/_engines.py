"""Run the same measurement on SQLite and on PostgreSQL, each in a process of its own.

A process sees one database only: Django's settings are read once.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._server import ROOT, environment
from tests import postgresql

NAMES = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Engine:
    """A database and the data folder that belongs to it; ``url`` is empty for SQLite."""

    name: str
    folder: Path
    url: str = ""

    def fill(self, organisations: int) -> None:
        """Bring the database to this many organisations; those that are there stay."""
        command = [sys.executable, "-m", "benchmarks", "data", "--data", str(self.folder)]
        command += ["--organisations", str(organisations)]
        # That it took too long is what ./bench data says, not this.
        subprocess.run(command, env=self.environment, cwd=ROOT)

    @property
    def environment(self) -> dict[str, str]:
        return environment({"SME4SC_DATABASE_URL": self.url})

    def ask(self, module: str, *arguments: object) -> Any:
        """Run ``python -m benchmarks.MODULE FOLDER ANSWER ARGUMENTS``; give the JSON it answers."""
        with tempfile.NamedTemporaryFile(prefix="bench-", suffix=".json") as answer:
            command = [sys.executable, "-m", f"benchmarks.{module}", self.folder, answer.name]
            asked = [*command, *map(str, arguments)]
            subprocess.run(asked, env=self.environment, cwd=ROOT, check=True)
            return json.loads(Path(answer.name).read_text())


def on_engines(options: argparse.ArgumentParser) -> None:
    """Add the options of a measurement over a filled house on each engine."""
    options.add_argument("--organisations", type=int, default=100_000)
    options.add_argument("--data", type=Path, help="keep SQLite's folder here and use it again")
    options.add_argument("--only", choices=NAMES, default="")


@contextlib.contextmanager
def engines(kept: Path | None, only: str = "") -> Iterator[list[Engine]]:
    """Give SQLite in ``kept`` or a passing folder, and a throw-away PostgreSQL where there is one.

    SME4SC_DATABASE_URL, where it is set, names the PostgreSQL to measure.
    """
    with contextlib.ExitStack() as stack:
        found: list[Engine] = []
        if only in ("", "SQLite"):
            found.append(Engine("SQLite", kept or _passing(stack)))
        url = os.environ.get("SME4SC_DATABASE_URL", "")
        if only in ("", "PostgreSQL") and (url or postgresql.available()):
            address = url or stack.enter_context(postgresql.server(durable=True))
            found.append(Engine("PostgreSQL", _passing(stack), address))
        yield found


def _passing(stack: contextlib.ExitStack) -> Path:
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
