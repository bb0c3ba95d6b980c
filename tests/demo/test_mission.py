"""README's table of promises is of today, and promises nothing that no test proves."""

import ast
from pathlib import Path

import pytest

from sme4smartcities.demo import mission

pytestmark = pytest.mark.once

PROMISES = mission.promises()


def functions_of(path: Path) -> set[str]:
    """Name the test functions of a file, without importing it."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {n.name for n in nodes if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")}


def test_the_table_in_readme_is_of_today():
    readme = mission.README.read_text("utf-8")
    assert mission.with_table(readme) == readme, "run: python -m sme4smartcities mission_table"


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.text[:40])
def test_a_promise_names_a_page_and_a_test_that_exist(promise):
    assert promise.state in mission.STATES
    if promise.page:
        assert mission.address(promise.page).startswith("/")
    if promise.test:
        file, _, name = promise.test.partition("::")
        assert name in functions_of(mission.CHECKOUT / file)
    if promise.state == "kept":
        assert promise.test, "a kept promise needs its test"
    if promise.state == "planned":
        assert not promise.test


def test_no_promise_stands_twice():
    texts = [promise.text for promise in PROMISES]
    assert len(texts) == len(set(texts))


def test_readme_without_markers_is_refused():
    with pytest.raises(ValueError, match="needs the lines"):
        mission.with_table("no markers here")
