"""When a source is asked again, where it lives, and when its owner hears of it."""

from datetime import UTC, datetime, timedelta

import pytest

from sme4smartcities.core.fetching import (
    Failed,
    Fetched,
    Reason,
    Standing,
    Unchanged,
    Validators,
    back_off,
    next_check,
    spread,
    usual_wait,
)

pytestmark = pytest.mark.once
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL, NEW = "https://a.example/feed", "https://b.example/feed"


def fetched(fresh_for=0, moved_to=""):
    return Fetched(
        url=URL,
        status=200,
        body=b"",
        media_type="",
        charset="",
        validators=None,
        fresh_for=fresh_for,
        moved_to=moved_to,
    )


def failed(reason=Reason.SERVER, retry_after=0):
    return Failed(reason=reason, url=URL, retry_after=retry_after)


def unchanged(**told):
    kept = Validators(url=URL, etag="x", since=datetime(2026, 11, 30, tzinfo=UTC))
    return Unchanged(url=URL, validators=kept, fresh_for=told.get("fresh_for", 0))


def test_failures_are_asked_again_after_ever_longer_waits():
    hours = [back_off(n) // HOUR for n in range(9)] + [back_off(10**6) // HOUR]
    assert hours == [1, 1, 2, 4, 8, 16, 24, 24, 24, 24]


@pytest.mark.parametrize(
    ("answer", "told", "wait"),
    [
        (fetched(), {}, HOUR),
        (fetched(fresh_for=7200), {}, 2 * HOUR),
        (unchanged(fresh_for=7200), {}, 2 * HOUR),
        (fetched(fresh_for=10), {"usual": 3 * HOUR}, 3 * HOUR),
        (fetched(), {"asked_for": [HOUR / 2, 5 * HOUR]}, 5 * HOUR),
        (fetched(), {"asked_for": [timedelta(days=900)]}, DAY),
        (fetched(fresh_for=10**8), {}, DAY),
        (fetched(), {"usual": timedelta(seconds=1)}, HOUR),
        (failed(), {"failures": 3}, 4 * HOUR),
        (failed(retry_after=60), {"failures": 3}, 4 * HOUR),
        (failed(retry_after=6 * 86400), {"failures": 3}, 6 * DAY),
        (failed(retry_after=10**9), {"failures": 1}, 7 * DAY),
        (failed(Reason.BUSY, 12), {"failures": 3}, timedelta(seconds=12)),
        (failed(Reason.HELD, 999), {}, timedelta(seconds=999)),
        (failed(Reason.OFF), {}, HOUR),
    ],
)
def test_the_next_look_comes_when_all_who_have_a_say_are_content(answer, told, wait):
    assert next_check(answer, **told) == wait


def test_a_lively_source_is_asked_more_often_within_bounds():
    assert usual_wait(0) == usual_wait(3) == DAY
    assert usual_wait(14) == 12 * HOUR
    assert usual_wait(100_000) == HOUR


def test_waits_are_spread_by_up_to_a_tenth_and_stay_so_for_one_source():
    waits = [spread(HOUR, f"https://{n}.example/") for n in range(200)]
    assert waits == [spread(HOUR, f"https://{n}.example/") for n in range(200)]
    assert HOUR <= min(waits) < max(waits) < 1.1 * HOUR
    assert len(set(waits)) == 200


def test_a_source_moves_after_two_sightings_in_a_row_of_the_same_address():
    first = Standing(url=URL, failures=3).after(fetched(moved_to=NEW))
    assert first == Standing(url=URL, moved_to=NEW, sightings=1)
    assert first.after(fetched(moved_to=NEW)) == Standing(url=NEW)
    assert first.after(fetched()) == Standing(url=URL)
    other = first.after(fetched(moved_to="https://c.example/"))
    assert other == Standing(url=URL, moved_to="https://c.example/", sightings=1)
    assert first.after(fetched(moved_to=URL)) == Standing(url=URL)
    assert first.after(failed()).after(fetched(moved_to=NEW)) == Standing(url=NEW)


def test_the_owner_hears_at_the_tenth_failure_and_once():
    standing, told = Standing(url=URL), []
    for number in range(1, 25):
        before, standing = standing, standing.after(failed())
        if standing.owner_must_know(before):
            told.append(number)
    assert told == [10]
    assert standing.after(unchanged()) == Standing(url=URL)


def test_what_is_gone_is_gone_and_its_owner_hears_at_once():
    before = Standing(url=URL)
    standing = before.after(failed(Reason.GONE))
    assert standing == Standing(url=URL, failures=1, is_gone=True)
    assert standing.owner_must_know(before)


@pytest.mark.parametrize("reason", [Reason.BUSY, Reason.HELD, Reason.OFF])
def test_an_answer_that_asked_nobody_says_nothing_of_the_source(reason):
    standing = Standing(url=URL, failures=4, moved_to=NEW, sightings=1)
    assert standing.after(failed(reason)) == standing


def test_each_reason_is_a_sentence_that_says_what_to_do():
    sentences = [failed(reason).sentence for reason in Reason]
    assert all(one.endswith(".") and one[0].isupper() for one in sentences)
    assert len(set(sentences)) == len(Reason)
