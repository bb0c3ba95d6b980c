"""Do one long piece of work and watch its memory: python -m benchmarks._memory_engine FOLDER ANSWER ACT.

The peak is the largest proportional set size that a thread saw, looking fifty times a second.
"""

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks._server import pss_of


class Watch:
    """The memory of this process from here on."""

    def __init__(self) -> None:
        self.before = self.peak = pss_of([os.getpid()])
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.peak = max(self.peak, pss_of([os.getpid()]))

    @contextlib.contextmanager
    def looking(self) -> Iterator[None]:
        self._thread.start()
        yield
        self._over.set()
        self._thread.join()


def _coordinator() -> Any:
    """Give a coordinator whose role is awake, made once."""
    from sme4smartcities.accounts.models import Member, Role  # noqa: PLC0415 (after the settings)

    member, _made = Member.objects.get_or_create(
        email="bench-coordinator@platform.example", defaults={"name": "Bench"}
    )
    Role.objects.get_or_create(member=member, role="coordinator")
    member.strong = True  # as after a second factor
    return member


def _export(format_: str) -> int:
    from sme4smartcities.organisations.exchange.models import Export  # noqa: PLC0415
    from sme4smartcities.organisations.exchange.services import exporting  # noqa: PLC0415

    export = Export.objects.create(member=_coordinator(), format=format_, language="en")
    exporting.write_export(export.pk)
    export.refresh_from_db()
    if not export.file_url:
        raise RuntimeError(f"the export was not written: {export.message}")
    return int(export.total)


def _import(rows: int) -> int:
    """Bring a table of what the directory could hold besides: read and check it."""
    from django.core.files.base import File  # noqa: PLC0415

    from benchmarks._population import organisations  # noqa: PLC0415
    from sme4smartcities.core.spreadsheets import write_xlsx  # noqa: PLC0415
    from sme4smartcities.organisations.exchange.models import ImportState  # noqa: PLC0415
    from sme4smartcities.organisations.exchange.services import importing  # noqa: PLC0415

    invented = ([o.name, o.kind, " ".join(o.sentences)] for o in organisations(rows, seed=2))
    with write_xlsx(["name", "kind", "description_en"], invented) as table:
        made = importing.start_import(
            actor=_coordinator(),
            upload=File(table, name="table.xlsx"),  # type: ignore[arg-type]
            texts_in="en",
            language="en",
        )
    importing.read_file(made.pk)
    made.refresh_from_db()
    if made.state != ImportState.READY:
        raise RuntimeError(f"the import is {made.state}: {made.message}")
    return int(made.total)


def _index() -> int:
    """Take the directory's index anew, as the worker does after a change."""
    from sme4smartcities.organisations.directory.models import Index  # noqa: PLC0415
    from sme4smartcities.organisations.directory.services import take_index  # noqa: PLC0415

    take_index.call()
    return int(Index.objects.get(pk=1).size)


ACTS: dict[str, Callable[[int], int]] = {
    "csv": lambda rows: _export("csv"),
    "xlsx": lambda rows: _export("xlsx"),
    "json": lambda rows: _export("json"),
    "index": lambda rows: _index(),
    "import": _import,
}


def measure(folder: Path, act: str, rows: int) -> dict[str, float]:
    data.open_house(folder)
    watch, started = Watch(), time.process_time()
    with watch.looking():
        done = ACTS[act](rows)
    return {
        "rows": done,
        "before_mb": round(watch.before, 1),
        "peak_mb": round(watch.peak, 1),
        "cpu_s": round(time.process_time() - started, 1),
    }


if __name__ == "__main__":
    place, answer, name, number = sys.argv[1:]
    Path(answer).write_text(json.dumps(measure(Path(place), name, int(number))))
