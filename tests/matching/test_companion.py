"""The process beside us may die, lag, babble or be missing: whoever asks is answered, or goes without."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from sme4smartcities.matching import companion
from sme4smartcities.matching.queries import nearest

pytestmark = pytest.mark.once
PATIENT = 120.0  # nothing here waits so long; a loaded machine may be slow to begin
LOOP = (
    "from sme4smartcities.matching import companion_main as c;"
    "c.IDLE, c.STEP = {idle}, 0.01; print(*[line.decode() for line in c._lines()])"
)


@pytest.fixture(autouse=True)
def standin(monkeypatch):
    """Let a small program stand beside us, and be patient with it."""
    monkeypatch.setattr(companion, "PROGRAM", "tests.matching.standin")
    monkeypatch.setattr(companion, "COLD", PATIENT)
    monkeypatch.setattr(companion, "WARM", PATIENT)
    companion.end()
    yield
    companion.end()


def ask(text: str):
    return companion.ask({"text": text})


def test_one_process_answers_one_question_after_the_other():
    pid = ask("pid")
    assert [ask("leaks"), ask("נזילות"), ask("pid")] == ["leaks", "נזילות", pid]
    assert pid != os.getpid()


@pytest.mark.parametrize("text", ["die", "garbage", "shapeless", "numberless"])
def test_a_process_that_dies_or_babbles_is_replaced_by_another(text):
    pid = ask("pid")
    assert ask(text) is None
    assert ask("leaks") == "leaks"
    assert ask("pid") != pid


def test_an_answer_without_end_is_not_taken_in(monkeypatch):
    monkeypatch.setattr(companion, "LARGEST", 100_000)
    assert ask("endless") is None
    assert ask("leaks") == "leaks"


def test_a_process_that_was_killed_meanwhile_is_replaced():
    pid = ask("pid")
    os.kill(pid, signal.SIGKILL)
    companion._process._child.wait()
    assert ask("leaks") == "leaks"
    assert ask("pid") != pid


def test_an_answer_that_comes_late_is_not_taken_for_the_next_one(monkeypatch):
    assert ask("leaks") == "leaks"
    with monkeypatch.context() as now:
        now.setattr(companion, "WARM", 0.01)
        assert ask("late") is None
    assert ask("parking") == "parking"


def test_who_finds_it_busy_goes_without(monkeypatch):
    monkeypatch.setattr(companion, "WARM", 0.01)
    with companion._lock:
        assert ask("leaks") is None
        companion.call()  # somebody else has it begin
    assert companion._process is None


def test_calling_it_waits_for_nothing_and_begins_once():
    companion.call()
    first = companion._process
    companion.call()
    assert companion._process is first
    assert ask("leaks") == "leaks"


def test_threads_get_each_their_own_answer():
    texts = [f"question {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, texts)) == texts


def test_a_forked_process_asks_one_of_its_own_and_leaves_ours_alone():
    pid = ask("pid")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        found = ask("pid")
        companion.end()
        os.write(writing, str(found).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        theirs = int(said.read())
    assert os.waitpid(child, 0)[1] == 0
    assert theirs != pid
    assert ask("pid") == pid


def test_a_program_that_cannot_begin_is_no_error(monkeypatch):
    monkeypatch.setattr(companion, "PROGRAM", "tests.matching.no_such_program")
    assert ask("leaks") is None
    assert ask("leaks") is None


def test_without_any_model_nobody_is_called(monkeypatch, settings):
    settings.MEANING_BESIDE = True
    monkeypatch.setattr(nearest, "known", tuple)
    nearest.make_ready()
    assert nearest.nearest("leaks", language="en", kinds=("challenge",), many=5) is None
    assert companion._process is None


def test_the_true_program_answers_that_it_knows_nothing_without_models(monkeypatch, tmp_path):
    """Also that what a library prints is no answer: the first thing that comes is one."""
    for name, value in (
        ("SME4SC_EMBEDDINGS", "none"),
        ("SME4SC_MODE", "demo"),
        ("SME4SC_DATA", str(tmp_path)),
        ("DJANGO_SETTINGS_MODULE", "sme4smartcities.config.settings"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(companion, "PROGRAM", "sme4smartcities.matching.companion_main")
    question = {"text": "leaks", "language": "en", "kinds": ["challenge"], "many": 5}
    assert companion.ask(question) is None
    assert companion._process.answered and companion._process.lives


@pytest.mark.parametrize(("sent", "idle"), [(b"one\ntwo\n", 60), (b"one\ntw", 0.05)])
def test_it_goes_when_the_other_side_does_or_asks_nothing_for_long(sent, idle):
    """The first is told by a closed pipe; the second by silence, with the pipe still open."""
    child = subprocess.Popen(
        [sys.executable, "-c", LOOP.format(idle=idle)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    child.stdin.write(sent)
    child.stdin.flush()
    if idle == 60:
        child.stdin.close()
    assert child.wait() == 0
    with child.stdout as said:
        assert said.read().decode().split() == sent.decode().split("\n")[:-1]
    child.stdin.close()
