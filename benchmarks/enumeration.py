"""Whether the time of an answer tells who has an account: area under the curve, known against absent.

0.5 tells nothing; up to 0.55 is kept, in the short form too: what it misses by a hair may be chance,
and the exhaustive form decides. Known and absent addresses take turns at registration, sign-in and
the wish for a new password, on a fresh database, through the whole stack of middlewares. Time is
the processor's, so that other work on the machine does not hide a difference. The answers
themselves must be the same to the last byte, but for the address that was typed and the form's own
token.
"""

import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks._report import Figure, Report, parser

HIGHEST = 0.55
PASSWORD = "seven purple lanterns float"


def area(ones: list[float], others: list[float]) -> float:
    """Chance that one of the first took longer than one of the others, folded above one half."""
    above = sum((a > b) + (a == b) / 2 for a in ones for b in others)
    share = above / (len(ones) * len(others))
    return max(share, 1 - share)


def _sign_up(client: Any, address: str) -> Any:
    form = {"name": "Somebody", "email": address, "password1": PASSWORD, "language": "en"}
    return client.post("/en/account/signup/", {**form, "terms": "on"})


def _sign_in(client: Any, address: str) -> Any:
    return client.post("/en/account/login/", {"login": address, "password": "not the right one"})


def _reset(client: Any, address: str) -> Any:
    return client.post("/en/account/password/reset/", {"email": address})


DOORS: dict[str, Callable[[Any, str], Any]] = {
    "sign up": _sign_up,
    "sign in": _sign_in,
    "new password": _reset,
}


_token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def answered(response: Any, address: str) -> tuple[object, ...]:
    """Give all that the sender sees, without what he or she typed and the token of the form."""
    body = _token.sub(b"", response.content).replace(address.encode(), b"")
    return response.status_code, response.headers.get("Location", ""), body


def measure(rounds: int) -> list[Figure]:
    import django  # noqa: PLC0415 (after the environment)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

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
    return [figure for name, door in DOORS.items() for figure in _through(name, door, rounds)]


def _through(name: str, door: Callable[[Any, str], Any], rounds: int) -> Iterator[Figure]:
    """Let known and absent addresses take turns at one door."""
    taken: dict[str, list[float]] = {"known": [], "other": []}
    answers: dict[str, list[tuple[object, ...]]] = {"known": [], "other": []}
    for turn in range(-5, rounds):
        for kind in ("known", "other") if turn % 2 else ("other", "known"):
            address = f"{kind}{max(turn, 0):05}@{'example' if turn >= 0 else 'warm'}.org"
            seconds, answer = _knock(door, address)
            if turn >= 0:
                taken[kind].append(seconds)
                answers[kind].append(answer)
    different = sum(a != b for a, b in zip(answers["known"], answers["other"], strict=True))
    yield Figure(
        what=f"{name}: area under the curve",
        measured=round(area(taken["known"], taken["other"]), 3),
        at_most=HIGHEST,
        details={
            "known_ms": round(statistics.median(taken["known"]) * 1000, 1),
            "absent_ms": round(statistics.median(taken["other"]) * 1000, 1),
        },
    )
    yield Figure(what=f"{name}: answers that differ", measured=different, at_most=0)


def _knock(door: Callable[[Any, str], Any], address: str) -> tuple[float, tuple[object, ...]]:
    from django.core.cache import caches  # noqa: PLC0415 (after the environment)
    from django.test import Client  # noqa: PLC0415

    for cache in caches.all():
        cache.clear()
    client = Client(headers={"host": "localhost"})
    started = time.process_time()
    response = door(client, address)
    return time.process_time() - started, answered(response, address)


def main(argv: list[str]) -> int:
    asked = parser("enumeration", __doc__).parse_args(argv)
    rounds = 500 if asked.full else 200
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ.update(
            SME4SC_MODE="local",
            SME4SC_DATA=folder,
            SME4SC_LOG_LEVEL="ERROR",
            DJANGO_SETTINGS_MODULE="sme4smartcities.config.settings",
        )
        figures = measure(rounds)
    report = Report(
        name="enumeration",
        against="addresses of members against addresses that nobody has, in turns",
        rows=f"{rounds} members",
        how=f"{rounds} tries of each kind at each door, processor time",
        figures=figures,
    )
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
