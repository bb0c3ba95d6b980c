"""How a measurement tells what it found: figures beside their limits, to read and as JSON."""

import argparse
import json
import os
import platform
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MARKS = {True: "kept", False: "MISSED", None: ""}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured number. ``at_most`` and ``at_least`` are what was promised, if anything was."""

    what: str
    measured: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kept(self) -> bool | None:
        if self.at_most is not None:
            return self.measured <= self.at_most
        return None if self.at_least is None else self.measured >= self.at_least

    @property
    def line(self) -> str:
        limit = ""
        if self.at_most is not None:
            limit = f"at most {self.at_most:,}"
        elif self.at_least is not None:
            limit = f"at least {self.at_least:,}"
        told = "  ".join(f"{name} {value}" for name, value in self.details.items())
        number = f"{self.measured:,}{self.unit and ' ' + self.unit}"
        return f"  {MARKS[self.kept]:7}{self.what:40} {number:>14}  {limit:18}{told}".rstrip()


@dataclass(kw_only=True)
class Report:
    """What one run of ``./bench NAME`` measured: against what, on how many rows, how often."""

    name: str
    against: str
    rows: str
    how: str
    figures: list[Figure] = field(default_factory=list)

    @property
    def missed(self) -> list[str]:
        return [figure.what for figure in self.figures if figure.kept is False]

    def written(self) -> dict[str, Any]:
        return {
            "benchmark": self.name,
            "against": self.against,
            "rows": self.rows,
            "how": self.how,
            "machine": machine(),
            "ended": datetime.now(UTC).isoformat(timespec="seconds"),
            "figures": [
                {
                    "what": figure.what,
                    "measured": figure.measured,
                    "unit": figure.unit,
                    "at_most": figure.at_most,
                    "at_least": figure.at_least,
                    "kept": figure.kept,
                    **figure.details,
                }
                for figure in self.figures
            ],
            "missed": self.missed,
        }

    def tell(self, file: Path | None) -> int:
        """Show the report and write it where asked; give the exit code: 1 when a limit was missed."""
        print(f"\n{self.name}: {self.against}\n{self.rows}; {self.how}\n{machine()}\n")
        for figure in self.figures:
            print(figure.line)
        limits = sum(figure.kept is not None for figure in self.figures)
        missed = ", ".join(self.missed)
        print(f"\n{limits - len(self.missed)} of {limits} limits kept" + (missed and f": {missed}"))
        if file:
            file.write_text(json.dumps(self.written(), indent=1, ensure_ascii=False) + "\n")
        return int(bool(self.missed))


def machine() -> str:
    return (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def parser(name: str, description: str | None) -> argparse.ArgumentParser:
    """Give the options that every measurement has."""
    made = argparse.ArgumentParser(
        prog=f"./bench {name}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--json", type=Path, metavar="FILE", help="write the report here as well")
    made.add_argument("--full", action="store_true", help="the exhaustive form")
    return made
