"""The gates that read the code without running it."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
pytestmark = pytest.mark.once


def run(*command: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "SME4SC_MODE": "demo",
        "SME4SC_SECRET_KEY": "x" * 60,
        "NO_COLOR": "1",
    }
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, env=env, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    "command",
    [
        ("lint-imports", "--no-cache"),
        ("ruff", "check", "--no-cache", "src", "tests", "benchmarks"),
        ("ruff", "format", "--no-cache", "--check", "src", "tests", "benchmarks"),
        ("mypy", "src/sme4smartcities"),
    ],
    ids=["layers", "ruff", "format", "types"],
)
def test_the_code_passes_the_gate(command):
    result = run(*command)
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]


def test_no_migration_is_missing(db):
    result = run("python", "-m", "sme4smartcities", "makemigrations", "--check", "--dry-run")
    assert result.returncode == 0, result.stdout


def test_the_platform_stands_on_few_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert len(project["dependencies"]) <= 40


def test_locks_name_no_host_and_fit_the_project():
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text()
        assert "://" not in text and "--index" not in text, lock
        assert text.count("--hash=sha256:") >= text.count("=="), lock


def test_the_tests_have_what_the_extras_for_meaning_and_postgresql_install():
    """Tests that need a package skip without it, so that a lock which lost one would go unnoticed."""
    lines = {
        name: set(
            re.findall(r"^[\w.-]+==\S+", (ROOT / f"requirements/{name}.lock").read_text(), re.M)
        )
        for name in ("dev", "semantic", "postgres")
    }
    assert lines["semantic"] | lines["postgres"] <= lines["dev"]
