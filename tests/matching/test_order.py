"""Same data, same order, always: every view, in processes that shuffle what has no order."""

import json
import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

from sme4smartcities.core.search.services import refresh
from sme4smartcities.core.translated import source_text
from sme4smartcities.matching import embedding
from sme4smartcities.matching.queries import nearest
from sme4smartcities.matching.scoring.reach import Reach
from sme4smartcities.matching.services import reading
from sme4smartcities.matching.services.consulting import consult
from sme4smartcities.matching.services.feedback import judge_match, mute_part
from sme4smartcities.solutions.models import Facet
from tests.challenges.cast import make_challenge, make_city
from tests.matching import told
from tests.matching.test_embed import Letters
from tests.matching.test_match import NEEDS, offering
from tests.matching.test_reach import looking, seen
from tests.matching.test_read import letters
from tests.organisations.cast import give_role, make_term
from tests.solutions.cast import make_solution

__all__ = ["letters"]
SHUFFLED = ("0", "1", "77")


@pytest.fixture
def stage(letters, officer, worker, monkeypatch):
    """Many that fit equally well, so that only the last rule of the order tells them apart."""
    model = embedding.Embedder(Letters())
    monkeypatch.setattr(nearest, "known", lambda: (model,))
    monkeypatch.setattr(nearest, "embedders", lambda: (model,))
    challenge = make_challenge(make_city(manager=officer), needs=NEEDS)
    company = offering("Dry Main", "mapping", country="XA")
    give_role(officer, "manager", company)
    looking(company, "leak-detection")
    rows = [challenge, company]
    for number in range(9):
        row = offering(f"Company {number}", *NEEDS[number % 2 :], country=f"X{'AB'[number % 2]}")
        row.summary = source_text("en", "We map leaks of water" if number % 3 else "Bays")
        row.save()
        looking(row, NEEDS[1])
        terms = {Facet.OFFERS: [make_term("capability", code) for code in NEEDS]}
        rows.append(row)
        if number % 4 == 0:
            rows.append(make_solution(row, f"Ear {number}", terms=terms))
        rows.append(make_challenge(make_city(f"Town {number}"), needs=NEEDS, title="Lost water"))
    seen(rows[2], Reach(never=frozenset({challenge.owner_id})))
    for row in rows:
        refresh(row.subject)
    reading.note(row.subject for row in rows)
    worker.run()
    mute_part(actor=officer, part="ripeness")
    judge_match(
        actor=officer,
        own=challenge.subject,
        shown=rows[-2].subject,
        verdict="dismissed",
        reason="time",
    )
    consult(actor=officer, challenge=challenge)
    return officer.pk, challenge.pk, company.pk


def environment(folder) -> dict[str, str]:
    """Lead another process to the data of this one: the same database, or a copy of the file."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SME4SC_", "PYTEST"))}
    found = {
        **kept,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "DJANGO_SETTINGS_MODULE": "sme4smartcities.config.settings",
        "SME4SC_MODE": "demo",
        "SME4SC_DATA": str(folder),
        "SME4SC_LOG_LEVEL": "ERROR",
        "SME4SC_EMBEDDINGS": "none",
    }
    if connection.vendor == "postgresql":
        held = connection.settings_dict
        host = quote(str(held["HOST"]), safe="")
        found["SME4SC_DATABASE_URL"] = (
            f"postgresql://{held['USER']}:{held['PASSWORD']}@/{held['NAME']}?host={host}"
        )
    else:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "platform.sqlite3")])
    return found


@pytest.mark.django_db(transaction=True)
def test_every_view_tells_the_same_in_the_same_order_in_every_process(stage, lists, tmp_path):
    env = environment(tmp_path)
    here = json.loads(json.dumps(told.told(*stage)))
    assert all(here[view] for view in told.views(*stage[1:]))
    assert here["described"] and here["judged now"]
    command = [sys.executable, "-m", "tests.matching.told", *map(str, stage)]
    for seed in SHUFFLED:
        done = subprocess.run(
            command, env={**env, "PYTHONHASHSEED": seed}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-4000:]
        assert json.loads(done.stdout) == here
