"""Whether the time of an answer tells who has an account: area under the curve, known against absent.

0.5 tells nothing; up to 0.55 is kept. Known and absent addresses take turns at registration, sign-in
and the wish for a new password, on a fresh database, through the whole stack of middlewares.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

HIGHEST = 0.55
PASSWORD = "seven purple lanterns float"


def area(ones: list[float], others: list[float]) -> float:
    """Chance that one of the first took longer than one of the others, folded above one half."""
    above = sum((a > b) + (a == b) / 2 for a in ones for b in others)
    share = above / (len(ones) * len(others))
    return max(share, 1 - share)


def _sign_up(client: Any, address: str) -> None:
    form = {"name": "Somebody", "email": address, "password1": PASSWORD, "language": "en"}
    client.post("/en/account/signup/", {**form, "terms": "on"})


def _sign_in(client: Any, address: str) -> None:
    client.post("/en/account/login/", {"login": address, "password": "not the right one"})


def _reset(client: Any, address: str) -> None:
    client.post("/en/account/password/reset/", {"email": address})


DOORS: dict[str, Callable[[Any, str], None]] = {
    "sign up": _sign_up,
    "sign in": _sign_in,
    "new password": _reset,
}


def measure(rounds: int) -> list[dict[str, object]]:
    import django  # noqa: PLC0415 (after the environment)

    django.setup()
    from django.core.cache import caches  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from sme4smartcities.accounts import services  # noqa: PLC0415
    from sme4smartcities.core.policies import SYSTEM  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    for number in range(rounds):
        services.admit(
            actor=SYSTEM,
            registration=services.Registration(
                email=f"known{number:05}@example.org", name="Known", password=PASSWORD
            ),
        )
    rows = []
    for name, door in DOORS.items():
        taken: dict[str, list[float]] = {"known": [], "other": []}
        for turn in range(-5, rounds):
            for kind in ("known", "other") if turn % 2 else ("other", "known"):
                for cache in caches.all():
                    cache.clear()
                client = Client(headers={"host": "localhost"})
                started = time.perf_counter()
                door(client, f"{kind}{max(turn, 0):05}@{'example' if turn >= 0 else 'warm'}.org")
                if turn >= 0:
                    taken[kind].append(time.perf_counter() - started)
        rows.append(
            {
                "door": name,
                "tries": rounds,
                "known_ms": round(statistics.median(taken["known"]) * 1000, 1),
                "absent_ms": round(statistics.median(taken["other"]) * 1000, 1),
                "area": round(area(taken["known"], taken["other"]), 3),
                "highest": HIGHEST,
            }
        )
    return rows


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bench enumeration", description=__doc__)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--full", action="store_true", help="500 addresses of each kind, not 60")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            SME4SC_MODE="local",
            SME4SC_DATA=folder,
            SME4SC_LOG_LEVEL="ERROR",
            DJANGO_SETTINGS_MODULE="sme4smartcities.config.settings",
        )
        rows = measure(500 if options.full else 60)
    for row in rows:
        print(
            f"{row['door']}: known {row['known_ms']} ms, absent {row['absent_ms']} ms, "
            f"area {row['area']} (at most {HIGHEST})"
        )
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1)
    return int(any(float(str(row["area"])) > HIGHEST for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
