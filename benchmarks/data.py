"""Fill a data folder with any number of organisations: ./bench data --organisations 100000 --data DIR.

The same number gives the same organisations. They are written through the directory's own service,
indexed and counted; no fact is recorded, since nothing happened. Other benchmarks ask this module
for such a folder, for an address in it and for a member's session.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

BATCH = 1000
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
    parser = argparse.ArgumentParser(prog="./bench data", description=__doc__)
    parser.add_argument("--organisations", type=int, default=100_000)
    parser.add_argument("--data", type=Path, help="the folder to fill; without it one under /tmp")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--full", action="store_true", help="the same: the size says it all")
    options = parser.parse_args(argv)
    folder = (options.data or Path(tempfile.mkdtemp(prefix="sme4sc-data-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    seconds = fill(folder, options.organisations)
    total = round(sum(seconds.values()), 1)
    database = "PostgreSQL" if os.environ.get("SME4SC_DATABASE_URL") else "SQLite"
    print(f"{options.organisations:,} organisations on {database} in {total} s: {folder}")
    if options.json:
        report: Mapping[str, object] = {
            "database": database,
            "organisations": options.organisations,
            "seconds": {**seconds, "total": total},
            "limit": 180,
        }
        options.json.write_text(json.dumps(report, indent=1))
    return int(options.organisations <= 100_000 and total > 180)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
