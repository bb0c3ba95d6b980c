"""``./sme4sc catalogues`` works in a fresh clone: no mode is said, no data folder is there or made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.once


def test_contributor_brings_the_catalogues_up_to_the_sources_in_a_fresh_clone(tmp_path):
    package = tmp_path / "src" / "sme4smartcities"
    left_out = shutil.ignore_patterns("*.mo", "__pycache__", "static")
    shutil.copytree(ROOT / "src" / "sme4smartcities", package, ignore=left_out)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SME4SC_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "sme4smartcities", "catalogues"],
        cwd=tmp_path,
        env={**env, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    others = [code for code, _ in settings.LANGUAGES if code != "en"]
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"{code}: 0 missing" for code in others]
    compiled = {path.parts[-3] for path in package.rglob("django.mo")}
    assert compiled == set(others)
    assert [path.name for path in tmp_path.iterdir()] == ["src"]


def test_contributing_names_the_command_as_it_is_called():
    assert "`./sme4sc catalogues`" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert os.access(ROOT / "sme4sc", os.X_OK)
