"""A report says of every figure whether its limit was kept, and its exit code says it of all."""

import json

import pytest

from benchmarks.__main__ import about, main, names
from benchmarks._report import Figure, Report


def report(*figures: Figure) -> Report:
    return Report(name="x", against="y", rows="1 row", how="once", figures=list(figures))


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        (Figure(what="a", measured=3, at_most=3), True),
        (Figure(what="a", measured=3.1, at_most=3), False),
        (Figure(what="a", measured=1, at_least=1), True),
        (Figure(what="a", measured=0, at_least=1), False),
        (Figure(what="a", measured=7), None),
    ],
)
def test_a_figure_knows_whether_its_limit_was_kept(figure, kept):
    assert figure.kept is kept


def test_a_missed_limit_is_named_and_ends_in_failure(tmp_path, capsys):
    file = tmp_path / "report.json"
    code = report(
        Figure(what="slow page", measured=9, unit="ms", at_most=5, details={"queries": 3}),
        Figure(what="quick page", measured=1, at_most=5),
    ).tell(file)
    assert code == 1
    assert "1 of 2 limits kept: slow page" in capsys.readouterr().out
    written = json.loads(file.read_text())
    assert written["missed"] == ["slow page"]
    assert written["figures"][0]["queries"] == 3


def test_kept_limits_end_well():
    assert report(Figure(what="a", measured=1, at_most=1)).tell(None) == 0


def test_every_measurement_says_what_it_measures(capsys):
    assert main([]) == 0
    listed = capsys.readouterr().out
    for name in names():
        assert about(name) and f"  {name}" in listed


def test_an_unknown_measurement_is_refused_with_the_list(capsys):
    assert main(["nonsense"]) == 2
    assert "pages" in capsys.readouterr().out
