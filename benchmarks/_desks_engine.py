"""Write, publish and wait in the demonstration: python -m benchmarks._desks_engine FOLDER ANSWER ACT …"""

import json
import os
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import django

PATIENCE = 600.0  # seconds
LOOK = 0.05
Row = Any


def prepare() -> int:
    """Make the demonstration."""
    from sme4smartcities.config.start import prepare as make  # noqa: PLC0415 (after the settings)

    make(print)
    return int(_fitting().pk)


def settle() -> int:
    """Wait until all that is there has been read."""
    from sme4smartcities.matching.models import Due, Fit  # noqa: PLC0415

    _until(lambda: Fit.objects.filter(challenge=_fitting()).exists() and not Due.objects.exists())
    return int(Fit.objects.count())


def queue(count: str) -> int:
    """Bring so many further challenges, which no model has read."""
    model = _fitting()
    for _ in range(int(count)):
        _copy(model)
    return int(count)


def _fitting() -> Row:
    """Give the open challenge of the example that says most, of a city that somebody manages."""
    from sme4smartcities.accounts.models import Role  # noqa: PLC0415
    from sme4smartcities.challenges.models import Challenge  # noqa: PLC0415
    from sme4smartcities.organisations.models import Layer  # noqa: PLC0415

    rows = Challenge.objects.published().exclude(layer=Layer.RECORD).order_by("pk")
    managed = Role.objects.filter(role="manager", scope_kind="organisation").values("scope_id")
    return max(rows.filter(owner__in=managed), key=lambda row: len(str(row.problem)))


def _copy(row: Row) -> Row:
    from sme4smartcities.challenges.services.exchange import (  # noqa: PLC0415
        exported,
        import_challenge,
    )
    from sme4smartcities.core.policies import SYSTEM  # noqa: PLC0415

    return import_challenge(actor=SYSTEM, owner=row.owner, text=json.dumps(exported(row)))


def publish(times: str) -> list[dict[str, float]]:
    """Publish a copy, wait until a desk shows it, take it away again; so many times."""
    from sme4smartcities.accounts.models import Member, Role  # noqa: PLC0415
    from sme4smartcities.challenges.services import move_challenge  # noqa: PLC0415
    from sme4smartcities.core.policies import SYSTEM  # noqa: PLC0415
    from sme4smartcities.matching.models import Due, Fit  # noqa: PLC0415

    model = _fitting()
    _until(Due.objects.exists)
    managed = Role.objects.filter(role="manager", scope_kind="organisation")
    reader = next(
        Member.objects.get(pk=role.member_id)
        for fit in Fit.objects.filter(challenge=model).order_by("-points", "organisation")
        for role in managed.filter(scope_id=fit.organisation_id)
        if _shows(Member.objects.get(pk=role.member_id), model.pk)
    )
    found = []
    for _ in range(int(times)):
        copy = _copy(model)
        waiting = Due.objects.count()
        move_challenge(actor=SYSTEM, challenge=copy, act="publish")
        started = time.monotonic()
        _until(partial(_shows, reader, copy.pk))
        found.append({"seconds": time.monotonic() - started, "waiting": waiting})
        move_challenge(actor=SYSTEM, challenge=copy, act="withdraw", note="Measured.")
    return found


def _shows(reader: Row, challenge: int) -> bool:
    from sme4smartcities.matching.queries.panels import ON_DESK, best_challenges  # noqa: PLC0415

    return any(one.match.need.id == challenge for one in best_challenges(reader, ON_DESK))


def _until(true: Any) -> None:
    patience = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > patience:
            raise RuntimeError("it took too long")
        time.sleep(LOOK)


def challenge(saves: str, _models: str) -> float:
    """Save the problem of a challenge and see the Studio again; give milliseconds a time."""
    from sme4smartcities.challenges.services import Edit, edit_challenge  # noqa: PLC0415
    from sme4smartcities.core.policies import SYSTEM  # noqa: PLC0415

    row = _fitting()
    see = _page("/en/challenges/{}/studio/", row.owner_id)

    def save(turn: int) -> None:
        texts = {"problem": f"{_said(row.problem)} {turn}"}
        edit = Edit(language=row.source_language, texts=texts)
        see(edit_challenge(actor=SYSTEM, challenge=row, edit=edit).pk)

    return _cost(save, int(saves))


def profile(saves: str, _models: str) -> float:
    """Save what an organisation does and see its page again; give milliseconds a time."""
    from sme4smartcities.accounts.models import Role  # noqa: PLC0415
    from sme4smartcities.core.policies import SYSTEM  # noqa: PLC0415
    from sme4smartcities.organisations.models import Layer, Organisation  # noqa: PLC0415
    from sme4smartcities.organisations.services.profile import Work, edit_work  # noqa: PLC0415

    listed = Organisation.objects.listed().filter(layer=Layer.EXAMPLE).order_by("pk")
    managed = Role.objects.filter(role="manager", scope_kind="organisation").values("scope_id")
    row = max(listed.filter(pk__in=managed), key=lambda one: len(str(one.description)))
    see = _page("/en/organisations/{}/edit/work/", row.pk)

    def save(turn: int) -> None:
        language = row.source_language
        values = Work(
            language=language,
            summary=_said(row.summary),
            description=f"{_said(row.description)} {turn}",
            domains=[],
        )
        see(edit_work(actor=SYSTEM, organisation=row, values=values).pk)

    return _cost(save, int(saves))


def _said(texts: dict[str, Any]) -> str:
    return str(next(iter(texts.values()))["text"]) if texts else ""


def _page(address: str, organisation: int) -> Any:
    """Give what reads a page as a manager of the organisation."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from sme4smartcities.accounts.models import Member, Role  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    held = Role.objects.filter(role="manager", scope_kind="organisation", scope_id=organisation)
    client.force_login(Member.objects.get(pk=held.values_list("member_id", flat=True)[0]))

    def see(number: int) -> None:
        answer = client.get(address.format(number), follow=True)
        if answer.status_code != 200:
            raise RuntimeError(f"{address.format(number)} answered {answer.status_code}")

    return see


def _cost(act: Any, times: int) -> float:
    act(0)  # warm: what a process reads once is not a save's cost
    costs = []
    for turn in range(1, times + 1):
        started = time.process_time()
        act(turn)
        costs.append(time.process_time() - started)
    return statistics.median(costs) * 1000


if __name__ == "__main__":
    place, answer, name, *arguments = sys.argv[1:]
    os.environ.update(
        SME4SC_MODE="demo",
        SME4SC_DATA=place,
        SME4SC_BASE_URL="http://localhost:8000",
        SME4SC_EMBEDDINGS=arguments[1] if len(arguments) > 1 else "auto",
        DJANGO_SETTINGS_MODULE="sme4smartcities.config.settings",
    )
    django.setup()
    acts = {act.__name__: act for act in (prepare, settle, queue, publish, challenge, profile)}
    Path(answer).write_text(json.dumps(acts[name](*arguments)))
