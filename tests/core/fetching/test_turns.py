"""One question at a time for a host, eight in all, and patience where it is asked for."""

import contextlib
import threading

import pytest
from django.core.cache import caches

from sme4smartcities.core.fetching import Fetched, Reason, Wanted, gather, turns
from sme4smartcities.core.fetching.answers import Stop
from tests.core.fetching.stage import PUBLIC, redirect, reply
from tests.effort import PATIENCE

pytestmark = pytest.mark.once


def test_a_host_is_asked_one_question_at_a_time(stage, internet):
    asked, go_on = threading.Event(), threading.Event()

    def slowly(line):
        asked.set()
        go_on.wait(PATIENCE)
        line.sendall(reply(b"x"))

    stage.plays |= {"/slow": slowly, "/to": redirect("http://a.example/x"), "/x": reply(b"x")}
    door, answers = internet.door(), []
    first = threading.Thread(target=lambda: answers.append(door.get("http://a.example/slow")))
    first.start()
    assert asked.wait(PATIENCE)
    for url in ("http://a.example/x", "https://A.EXAMPLE./x", "http://b.example/to"):
        answer = door.get(url)
        assert answer.reason == Reason.BUSY, url
        assert 5 <= answer.retry_after <= 20
    go_on.set()
    first.join(PATIENCE)
    assert isinstance(answers[0], Fetched)
    assert isinstance(door.get("http://b.example/to"), Fetched)
    assert stage.paths == ["/slow", "/to", "/to", "/x"]


def test_eight_are_asked_at_once_and_no_ninth(stage, internet):
    internet.names |= {f"h{n}.example": [PUBLIC] for n in range(9)}
    waiting, go_on = threading.Semaphore(0), threading.Event()

    def slowly(line):
        waiting.release()
        go_on.wait(PATIENCE)
        line.sendall(reply(b"x"))

    stage.otherwise = slowly
    door = internet.door()
    crew = [threading.Thread(target=door.get, args=(f"http://h{n}.example/",)) for n in range(8)]
    for thread in crew:
        thread.start()
    for _ in crew:
        assert waiting.acquire(timeout=PATIENCE)
    ninth = door.get("http://h8.example/")
    go_on.set()
    for thread in crew:
        thread.join(PATIENCE)
    assert (ninth.reason, ninth.detail) == (Reason.BUSY, "all places are taken")
    assert isinstance(door.get("http://h8.example/"), Fetched)


@pytest.mark.parametrize("status", ["429 Slow down", "503 Later"])
def test_who_asks_for_patience_has_it_for_all_its_pages(stage, internet, status):
    stage.plays["/a"] = reply(b"", "Retry-After: 3600", status=status)
    stage.otherwise = reply(b"x")
    door = internet.door()
    assert door.get("http://a.example/a").retry_after == 3600
    held = door.get("https://a.example/other")
    assert held.reason == Reason.HELD
    assert 3500 < held.retry_after <= 3600
    assert len(stage.asked) == 1
    assert isinstance(door.get("http://b.example/"), Fetched)


def test_a_fault_without_a_wish_holds_nobody(stage, internet):
    stage.plays["/a"] = reply(b"", status="503 Later")
    stage.plays["/b"] = reply(b"", "Retry-After: 3600", status="500 Broken")
    stage.otherwise = reply(b"x")
    door = internet.door()
    assert door.get("http://a.example/a").retry_after == 0
    assert door.get("http://a.example/b").retry_after == 0
    assert isinstance(door.get("http://a.example/"), Fetched)


def test_a_turn_is_given_back_whatever_happens(stage, internet):
    stage.plays |= {"/cut": b"", "/far": redirect("http://10.0.0.1/"), "/ok": reply(b"x")}
    door = internet.door()
    for _ in range(3):
        assert door.get("http://a.example/cut").reason == Reason.CUT_OFF
        assert door.get("http://a.example/far").reason == Reason.NOT_PUBLIC
    assert isinstance(door.get("http://a.example/ok"), Fetched)


def test_a_turn_that_ran_out_is_not_taken_from_the_next(internet):
    with contextlib.ExitStack() as held:
        turns.of_host("a.example", 10, held)
        caches["limits"].set("fetching:host:a.example", 1, timeout=60)  # ran out; another took it
    with pytest.raises(Stop) as stop, contextlib.ExitStack() as held:
        turns.of_host("a.example", 10, held)
    assert stop.value.reason == Reason.BUSY


def test_when_nothing_can_be_counted_nobody_is_asked(stage, internet, monkeypatch):
    def broken(*given, **how):
        raise OSError("no space left")

    monkeypatch.setattr(type(caches["limits"]), "_run", broken)
    assert internet.door().get("http://a.example/").reason == Reason.BUSY
    assert internet.connections == []


def test_the_operators_own_are_asked_without_turns(stage, internet):
    stage.otherwise = reply(b"x")
    with contextlib.ExitStack() as held:
        turns.of_host("a.example", 10, held)
        assert isinstance(internet.door(takes_turns=False).get("http://a.example/"), Fetched)


# --- Many at once ------------------------------------------------------------------------------
def test_all_come_though_some_hosts_never_answer(stage, internet):
    """The silent ones are let go only when all others have come: these waited for none of them."""
    internet.names |= {f"h{n}.example": [PUBLIC] for n in range(40)}
    come = threading.Event()
    stage.plays["/silent"] = lambda line: come.wait(PATIENCE)
    stage.otherwise = reply(b"x")
    silent = [Wanted(url=f"http://h{n}.example/silent") for n in range(4)]
    good = [Wanted(url=f"http://h{n}.example/", whose=n) for n in range(4, 40)]
    seen = []
    for wanted, answer in gather([*silent, *good], internet.door()):
        seen.append((wanted.whose, answer))
        if len(seen) == len(good):
            come.set()
    assert [one for one, _ in seen[-4:]] == [None] * 4
    assert sorted(one for one, answer in seen[:36] if isinstance(answer, Fetched)) == list(
        range(4, 40)
    )


def test_what_failed_before_is_asked_last(stage, internet):
    """However many keep silent: they come to their turn when all others have had theirs."""
    internet.names |= {f"h{n}.example": [PUBLIC] for n in range(40)}
    come = threading.Event()
    stage.plays["/silent"] = lambda line: come.wait(PATIENCE)
    stage.otherwise = reply(b"x")
    silent = [Wanted(url=f"http://h{n}.example/silent", failures=1) for n in range(20)]
    good = [Wanted(url=f"http://h{n}.example/", whose=n) for n in range(20, 40)]
    seen = []
    for wanted, _answer in gather([*silent, *good], internet.door()):
        seen.append(wanted.whose)
        if len(seen) == len(good):
            come.set()
    assert sorted(seen[:20]) == list(range(20, 40))


def test_addresses_of_one_host_come_one_after_another(stage, internet):
    stage.otherwise = reply(b"x")
    wanted = [Wanted(url=f"http://a.example/{n}", whose=n) for n in range(30)]
    answers = list(gather(wanted, internet.door()))
    assert all(isinstance(answer, Fetched) for _, answer in answers)
    assert [one.whose for one, _ in answers] == list(range(30))


def test_whoever_stops_reading_stops_asking(stage, internet):
    internet.names |= {f"h{n}.example": [PUBLIC] for n in range(60)}
    stage.otherwise = reply(b"x")
    answers = gather([Wanted(url=f"http://h{n}.example/") for n in range(60)], internet.door())
    next(answers)
    answers.close()
    assert len(stage.asked) < 40
    assert not [one for one in threading.enumerate() if one.name == "gather"]


def test_a_fault_of_ours_is_raised_where_answers_are_read(internet):
    def broken(host, port, seconds):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(gather([Wanted(url="http://a.example/")], internet.door(look_up=broken)))


def test_nothing_wanted_is_nothing_found(internet):
    assert list(gather([], internet.door())) == []
