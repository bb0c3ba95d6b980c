"""Killed at random, the house loses nothing it acknowledged and does nothing twice; nor in a power cut."""

import os
import random
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from tests.security.crash.house import House, shake
from tests.security.crash.power import suffer, trials
from tests.security.crash.verdict import judge

KILLS = 8 if settings.DATABASE_URL else 20  # of each kind of process; ./bench crash does more
CUTS = 30


@pytest.fixture
def database_url():
    """An empty database of this test's own on the suite's server; "" means SQLite."""
    if not settings.DATABASE_URL:
        yield ""
        return
    name = f"crash_{os.getpid()}"
    server = psycopg.connect(settings.DATABASE_URL, autocommit=True)
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    server.execute(f"CREATE DATABASE {name}")
    yield urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.mark.parametrize(
    "jobs",
    [
        "database",
        pytest.param(
            "procrastinate",
            marks=[
                pytest.mark.postgresql,
                pytest.mark.skipif(not settings.DATABASE_URL, reason="needs PostgreSQL"),
            ],
        ),
    ],
)
def test_kill_9_loses_nothing_and_doubles_nothing(tmp_path, database_url, jobs):
    with House(tmp_path, database_url=database_url, jobs=jobs) as house:
        shake(house, kills=KILLS)
        verdict = judge(house)
    assert verdict.faults == [], verdict.figures
    assert verdict.figures["deeds acknowledged"] > 2 * KILLS


@pytest.mark.once
def test_a_power_cut_takes_no_acknowledged_row(tmp_path):
    cuts = trials(tmp_path, "FULL", count=CUTS, seed=19)
    assert [(cut.lost, cut.torn) for cut in cuts] == [(0, [])] * CUTS
    assert sum(cut.acknowledged for cut in cuts) > 10 * CUTS


@pytest.mark.once
def test_a_full_or_failing_disk_refuses_and_forgets_nothing(tmp_path):
    refused = 0
    for seed in range(10):
        (tmp_path / str(seed)).mkdir()
        acknowledged, found, torn = suffer(tmp_path / str(seed), rows=150, rng=random.Random(seed))
        assert (acknowledged - found, torn) == (set(), [])
        refused += 150 - len(acknowledged)
    assert refused > 100


@pytest.mark.once
def test_the_power_cut_bites_where_synchronisation_is_weaker(tmp_path):
    assert sum(cut.lost for cut in trials(tmp_path, "NORMAL", count=CUTS, seed=19)) > 0
