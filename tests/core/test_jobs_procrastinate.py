"""The Procrastinate engine keeps the same promises; it runs in a process of its own settings."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not settings.DATABASE_URL, reason="needs PostgreSQL"),
]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def database():
    """An address of a new database on the server that the suite runs on."""
    name = f"procrastinate_{os.getpid()}"
    server = psycopg.connect(settings.DATABASE_URL, autocommit=True)
    server.execute(f"DROP DATABASE IF EXISTS {name}")
    server.execute(f"CREATE DATABASE {name}")
    yield urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_procrastinate_keeps_the_promises_of_an_engine(database):
    env = {
        **os.environ,
        "SME4SC_DATABASE_URL": database,
        "SME4SC_JOBS": "procrastinate",
        "PYTHONPATH": str(ROOT / "src"),
    }
    env.pop("PYTEST_XDIST_WORKER", None)
    tests = ["tests/core/test_jobs_engine.py", "tests/core/test_jobs_procrastinate_rescue.py"]
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider"]
    result = subprocess.run([*command, *tests], env=env, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-8000:] + result.stderr[-2000:]
