"""Call every operation of the API with made-up values and judge each answer by the specification.

The values are schemathesis' own, right ones and wrong ones; numbers and codes that exist are put in
among them, so that calls come further than the first door. Each call runs in a transaction that is
undone: the next one finds the same house, and a run can be repeated exactly.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import schemathesis
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi import checks

from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.services import make_token
from sme4smartcities.config import api as root
from sme4smartcities.config.wsgi import application
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.security.cells import make_cast
from tests.security.matrix import (
    alliances,
    challenges,
    matching,
    opportunities,
    organisations,
    programme_parts,
    programmes,
    solutions,
)

SPECIFICATION = "/api/v1/openapi.json"
ROOMS = (
    organisations,
    programmes,
    programme_parts,
    opportunities,
    challenges,
    solutions,
    matching,
    alliances,
)
CALLERS = {
    "visitor": (),
    "member": ("read", "write"),
    "coordinator": ("read", "write", "coordinate"),
}
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.allow_header_conformance,
    checks.missing_required_header,
    checks.negative_data_rejection,
    checks.unsupported_method,
]
POSITIVE, NEGATIVE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE


@dataclass
class World:
    """A house with something of everything, what exists in it, and a key for each caller."""

    keys: Mapping[str, str]
    numbers: list[int]
    values: Mapping[str, list[Any]]


@dataclass
class Tally:
    """What was called and what was wrong; equal faults are told once."""

    calls: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    faults: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def count(self, status: int) -> None:
        self.calls += 1
        self.statuses[status] = self.statuses.get(status, 0) + 1

    @property
    def server_errors(self) -> int:
        return sum("Server error" in title for _who, _what, title in self.faults)

    def told(self) -> list[str]:
        return [
            f"{who} {what}: {title}\n{text}" for (who, what, title), text in self.faults.items()
        ]


def make_world() -> World:
    """Fill an empty database: the lists of the release, organisations, people, programmes."""
    load_vocabularies(actor=SYSTEM)
    cast = make_cast()
    numbers = sorted(
        {
            value
            for room in ROOMS
            for target in room.targets(cast).values()
            for value in target.args
            if isinstance(value, int)
        }
    )
    place = Place.objects.create(name="Lorca", lat=37.67, lon=-1.7, time_zone="Europe/Madrid")
    values: dict[str, list[Any]] = {
        "kind": ["sme", "municipality"],
        "organisation_size": ["small"],
        "territory": ["ES"],
        "place": [place.pk],
        "domains": [["water"]],
        "organisation": numbers,
        "legal_basis": ["public-task"],
        "code": ["domain", "capability"],
        "term": ["water", "sensors"],
        "slug": ["open-one", "invited-one", "draft-one", "written-one", "drafted-one"],
        "starts": ["2026"],
        "ends": ["", "2027-03"],
        "happened": ["2026-03"],
        "unit": ["count"],
        "revision": [1, 2],
        "email": ["office@city.example"],
        "website": ["https://city.example/"],
        "time_zone": ["Europe/Rome"],
        "links": [["https://city.example/me"]],
        "parent": [None],
        "broader": [""],
    }
    return World(_keys(cast), numbers, values)


def _keys(cast: Mapping[str, Member | None]) -> dict[str, str]:
    people = {"member": cast["manager"], "coordinator": cast["coordinator"]}
    keys = {"visitor": ""}
    for caller, member in people.items():
        assert member is not None
        scopes = CALLERS[caller]
        _token, keys[caller] = make_token(
            actor=member, name="Fuzz", scopes=scopes, lasts=timedelta(days=2)
        )
    return keys


def specification() -> Any:
    return schemathesis.openapi.from_wsgi(SPECIFICATION, application)


def operations() -> Iterator[Any]:
    for found in specification().get_all_operations():
        yield found.ok()


def _with_what_exists(case: Any, world: World, draw: Callable[[Any], Any]) -> Any:
    """Put things that exist in the place of most made-up ones, in addresses and bodies."""
    for holder in (case.path_parameters, case.body):
        if not isinstance(holder, dict):
            continue
        for name in holder:
            known = world.values.get(name) or (world.numbers if name in NUMBERED else None)
            if known and draw(st.sampled_from((True, True, True, False))):
                holder[name] = draw(st.sampled_from(known))
    if any(found.name == "If-Match" for found in case.operation.headers) and draw(st.booleans()):
        case.headers["If-Match"] = '"1"'
    return case


NUMBERED = ("number", "person")


def _forget_the_key(case: Any) -> None:
    """Judge a call without its headers where the caller's key is put back into them."""
    if "Authorization" not in (case.headers or {}) and case.meta is not None:
        case.meta.components.pop(ParameterLocation.HEADER, None)


def fuzz(world: World, operation: Any, caller: str, examples: int, tally: Tally) -> None:
    """Call one operation as one caller: ``examples`` times with right values, as often with wrong."""
    for mode in (POSITIVE, NEGATIVE):
        _fuzz(world, operation, caller, mode, examples, tally)


def _fuzz(
    world: World, operation: Any, caller: str, mode: Any, examples: int, tally: Tally
) -> None:
    key = world.keys[caller]
    headers = (
        {"Authorization": f"Bearer {key}", "Host": "localhost"} if key else {"Host": "localhost"}
    )

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def run(data: Any) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if mode is POSITIVE:
            _with_what_exists(case, world, data.draw)
        elif key:
            _forget_the_key(case)
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        tally.count(answer.status_code)
        if answer.status_code == 429:
            caches["limits"].clear()
        for fault in _faults(case, answer, headers):
            tally.faults.setdefault(
                (caller, operation.label, fault.title),
                f"{fault.message}\n{case.as_curl_command()}\n{answer.status_code} {answer.text[:600]}",
            )

    try:
        run()
    except Exception as error:
        if type(error).__name__ != "Unsatisfiable":
            raise


def _faults(case: Any, answer: Any, headers: Mapping[str, str]) -> list[Failure]:
    try:
        case.validate_response(answer, checks=CHECKS, headers=dict(headers))
    except FailureGroup as group:
        return list(group.exceptions)
    except Failure as failure:
        return [failure]
    return []


@contextmanager
def alone() -> Iterator[None]:
    """Run many calls in this one process: nothing is counted, and no call closes the database."""
    kept = root.MEMBERS_CALLS, root.VISITORS_CALLS
    root.MEMBERS_CALLS = root.VISITORS_CALLS = 10**9
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        root.MEMBERS_CALLS, root.VISITORS_CALLS = kept
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
