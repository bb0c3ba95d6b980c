"""Whatever a document does to its reader, the platform gets an answer or a cause, and the next is read."""

import datetime
import os

import pytest

from sme4smartcities.core.parsing import Limits, Parsers, Stopped

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def parsers():
    made = Parsers(
        "tests.core.parsing.strange:done",
        answers=[datetime.date],
        limits=Limits(cpu=0.5, wall=3, memory=300),
        most=1,
    )
    yield made
    made.close()


def test_an_answer_comes_back_as_it_was_made(parsers):
    assert parsers.parse("day") == {"day": datetime.date(2026, 2, 28), "words": ["a", "ب"]}


def test_one_child_reads_document_after_document(parsers):
    first, second = parsers.parse("pid"), parsers.parse("pid")
    assert first == second != os.getpid()


@pytest.mark.parametrize(
    ("act", "cause"),
    [
        ("compute", "time"),
        ("sleep", "time"),
        ("hold", "memory"),
        ("abort", "failed"),
        ("fail", "failed"),
        ("stranger", "failed"),
        ("reach out", "failed"),
        ("start", "failed"),
        ("write", "failed"),
        ("large", "size"),
    ],
)
def test_a_document_that_breaks_a_limit_gets_a_cause_and_the_next_is_read(parsers, act, cause):
    with pytest.raises(Stopped) as stopped:
        parsers.parse(act)
    assert stopped.value.cause == cause
    assert parsers.parse("day")["day"] == datetime.date(2026, 2, 28)


def test_a_child_knows_no_secret(parsers, monkeypatch):
    monkeypatch.setenv("SME4SC_SECRET_KEY", "x" * 60)
    assert set(parsers.parse("secrets")) <= {"PYTHONPATH", "PATH", "LC_CTYPE", "LANG"}
