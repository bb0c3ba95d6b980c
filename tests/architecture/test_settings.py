"""Every setting that an operator may change is documented, and every documented one is read."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = re.compile(r"env\.(?:text|flag|number|words|folder|file|choice)\(\s*\"([A-Z_]+)\"")
NAMED = re.compile(r"`SME4SC_([A-Z_]+)`")
TUNING = {"DEBUG", "SSL_REDIRECT", "HSTS_SUBDOMAINS", "HSTS_PRELOAD"}
pytestmark = pytest.mark.once


def test_read_settings_are_documented_and_documented_ones_are_read():
    sources = (ROOT / "src").rglob("*.py")
    read = {name for path in sources for name in READ.findall(path.read_text("utf-8"))}
    named = set(NAMED.findall((ROOT / "docs/how-to/production.md").read_text("utf-8")))
    assert named ^ (read - TUNING) == set()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"SME4SC_BASE_URL": "http://platform.example"}, "SME4SC_BASE_URL"),
        ({"SME4SC_SECRET_KEY": "short"}, "SME4SC_SECRET_KEY"),
        ({"SME4SC_DEBUG": "1"}, "SME4SC_DEBUG"),
        ({"SME4SC_MODE": "prod"}, "SME4SC_MODE"),
        ({"SME4SC_DATABASE_URL": "mysql://x"}, "SME4SC_DATABASE_URL"),
    ],
)
def test_production_refuses_to_start_on_a_dangerous_setting(change, complaint, tmp_path):
    result = check(tmp_path, **change)
    assert result.returncode != 0
    assert complaint in result.stderr


def test_production_has_no_complaint_of_django(tmp_path):
    result = check(tmp_path)
    assert "no issues" in result.stdout, result.stdout + result.stderr


def check(data: Path, **change: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "SME4SC_DATA": str(data),
        "SME4SC_BASE_URL": "https://platform.example",
        "SME4SC_MAIL_URL": "smtp://mail.example",
        "SME4SC_SECRET_KEY": "k" * 20 + "0123456789" * 4,
        **change,
    }
    command = [
        sys.executable,
        "-m",
        "sme4smartcities",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
    ]
    return subprocess.run(command, env=env, capture_output=True, text=True, cwd=data)
