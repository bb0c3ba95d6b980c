"""Question the house after the shaking: what was lost, what happened twice, what nobody can explain."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tests.security.crash.house import CLIENTS, History, House

EXACTLY_ONCE = ("once", "heard", "followed", "series")
WHOLE = ("unrest", "dead", "parked", "chain", "damage")
COMMIT = 5.0  # seconds after the server's answer in which our commit may still be on its way


@dataclass(frozen=True)
class Verdict:
    """Figures of one shaking, and every fault found; a sound house has none."""

    figures: dict[str, float]
    faults: list[str]


def judge(house: House) -> Verdict:
    told = json.loads(house.command("tell"))
    history = house.history
    mails = _accepted(house)
    repeats = list(_repeats(mails, history.kills["worker"]))
    faults = [
        *(f"{name}: {told[name]}" for name in WHOLE if told[name]),
        *_losses(told, history),
        *_doubles(told),
        *_disorder(told),
        *_mail_faults(told, mails),
        *(f"mail {name} was repeated without a reason" for name, why in repeats if why is None),
    ]
    runs = sum(kind == "run" for _, kind in told["effects"])
    return Verdict(
        figures={
            "kills of the web process": len(history.kills["web"]),
            "kills of workers": len(history.kills["worker"]),
            "deeds acknowledged": len(history.acknowledged),
            "deeds in doubt": len(history.in_doubt),
            "of these kept": len(set(told["deeds"]) & set(history.in_doubt)),
            "acknowledged deeds lost": len(set(history.acknowledged) - set(told["deeds"])),
            "jobs": 5 * len(told["deeds"]),
            "jobs that a killed worker left and another ran": told["taken_over"],
            "runs repeated (at-least-once task, allowed)": runs - len(told["deeds"]),
            "mails": len(mails),
            "mails repeated between the answer and our commit": len(repeats),
        },
        faults=faults,
    )


def _losses(told: dict[str, Any], history: History) -> Iterator[str]:
    deeds, effects = set(told["deeds"]), {(number, kind) for number, kind in told["effects"]}
    yield from (f"deed {n} was acknowledged and lost" for n in set(history.acknowledged) - deeds)
    yield from (f"deed {n} has no fact" for n in deeds - set(told["facts"]))
    for kind in (*EXACTLY_ONCE, "run"):
        yield from (
            f"deed {n} never had its effect {kind}" for n in deeds if (n, kind) not in effects
        )


def _doubles(told: dict[str, Any]) -> Iterator[str]:
    deeds, seen = set(told["deeds"]), set()
    for number, kind in told["effects"]:
        if number not in deeds:
            yield f"{kind} of deed {number}, which never happened"
        if kind in EXACTLY_ONCE and (number, kind) in seen:
            yield f"{kind} of deed {number} happened again"
        seen.add((number, kind))
    if len(told["facts"]) != len(set(told["facts"])):
        yield "a fact was recorded twice"


def _disorder(told: dict[str, Any]) -> Iterator[str]:
    """Each client did its deeds one after another, so its series must show the same order."""
    order = [number for number, kind in told["effects"] if kind == "series"]
    for own in range(CLIENTS):
        series = [number for number in order if number % CLIENTS == own]
        if series != sorted(series):
            yield f"series-{own} ran out of order"


def _accepted(house: House) -> dict[str, list[tuple[float, str]]]:
    """Recipient → moments of acceptance with the Message-ID."""
    mails = defaultdict(list)
    for taken in house.sink.taken:
        mails[taken.to].append((taken.at, taken.message_id))
    return mails


def _mail_faults(told: dict[str, Any], mails: dict[str, list[tuple[float, str]]]) -> Iterator[str]:
    expected = {f"deed-{number}@example.org" for number in told["deeds"]}
    yield from (f"no mail for {to}" for to in expected - set(mails))
    yield from (f"a mail to {to}, whose deed never happened" for to in set(mails) - expected)
    for to, copies in mails.items():
        if {message_id for _, message_id in copies} != {told["mails"].get(to)}:
            yield f"mails to {to} have several Message-IDs"


def _repeats(
    mails: dict[str, list[tuple[float, str]]], kills: list[float]
) -> Iterator[tuple[str, float | None]]:
    """Give each repeat with the kill that explains it: after the answer, before our commit."""
    for to, copies in mails.items():
        for (first, _), (second, _) in pairwise(copies):
            killed = (at for at in kills if first <= at <= min(second, first + COMMIT))
            yield to, next(killed, None)
