"""Fill a data folder with any number of organisations: ./bench data --organisations 100000 --data DIR.

The same number gives the same organisations. They are written through the directory's own service,
indexed and counted; no fact is recorded, since nothing happened. Other benchmarks ask this module
for such a folder, for an address in it and for a member's session.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from benchmarks._report import Figure, Report, parser

BATCH = 1000
LONGEST = 180  # seconds of processor time for 100,000 organisations
MEMBER = "bench@platform.example"


def environment(folder: Path) -> dict[str, str]:
    """Give the settings under which a process sees this folder."""
    database = os.environ.get("SME4SC_DATABASE_URL")
    return {
        "SME4SC_MODE": "local",
        "SME4SC_DATA": str(folder),
        "SME4SC_BASE_URL": "http://localhost:8000",
        "DJANGO_SETTINGS_MODULE": "sme4smartcities.config.settings",
        **({"SME4SC_DATABASE_URL": database} if database else {}),
    }


def open_house(folder: Path) -> None:
    """Start Django on the folder, in this process; the first call decides."""
    from django.apps import apps  # noqa: PLC0415 (the folder decides the settings)

    if not apps.ready:
        os.environ.update(environment(folder))
        import django  # noqa: PLC0415

        django.setup()


def sample_address(folder: Path) -> str:
    """Give the address of a profile from the middle of the directory."""
    open_house(folder)
    from sme4smartcities.organisations.models import Organisation  # noqa: PLC0415

    listed = Organisation.objects.listed().order_by("pk")
    return str(listed[listed.count() // 2].get_absolute_url())


def member_cookie(folder: Path) -> str:
    """Give the Cookie header of somebody who is signed in."""
    open_house(folder)
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from sme4smartcities.accounts.models import Member  # noqa: PLC0415

    client = Client()
    client.force_login(Member.objects.get(email=MEMBER))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def fill(folder: Path, count: int, say: Callable[[str], None] = print) -> dict[str, float]:
    """Bring the folder to this many organisations; give the seconds of each step."""
    open_house(folder)
    gc.set_threshold(100_000, 50, 50)  # millions of small rows, hardly a cycle among them
    from benchmarks import _writing as writing  # noqa: PLC0415

    seconds: dict[str, float] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        say(f"  {name} …")
        started = time.perf_counter()
        yield
        seconds[name] = round(time.perf_counter() - started, 1)

    with step("empty platform"):
        writing.prepare(MEMBER)
    with step("organisations"):
        rows = writing.entries(count)
        done = 0
        while batch := list(islice(rows, BATCH)):
            writing.write(batch)
            done += len(batch)
            if done % 10_000 == 0:
                say(f"    {done:,} of {count:,}")
    with step("search index"):
        writing.index(lambda at, of: say(f"    {at:,} of {of:,}") if at % 10_000 == 0 else None)
    with step("counts and statistics"):
        writing.settle()
    return seconds


def main(argv: list[str]) -> int:
    options = parser("data", __doc__)
    options.add_argument("--organisations", type=int, default=100_000)
    options.add_argument("--data", type=Path, help="the folder to fill; without it one under /tmp")
    asked = options.parse_args(argv)
    folder = (asked.data or Path(tempfile.mkdtemp(prefix="bench-data-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    before = spent()
    seconds = fill(folder, asked.organisations)
    cpu = round(spent() - before, 1)
    promised = LONGEST if asked.organisations <= 100_000 else None
    report = Report(
        name="data",
        against=f"a folder filled from nothing: {folder}",
        rows=f"{asked.organisations:,} organisations, with names, statements and search index",
        how="one run, processor time of all processes; seconds of the clock beside it",
        figures=[
            Figure(
                what=f"{database_name()}: processor time",
                measured=cpu,
                unit="s",
                at_most=promised,
                details={"clock": round(sum(seconds.values()), 1), **seconds},
            )
        ],
    )
    return report.tell(asked.json)


def spent() -> float:
    """Seconds of processor time of this process and of those that it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def database_name() -> str:
    return "PostgreSQL" if os.environ.get("SME4SC_DATABASE_URL") else "SQLite"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
