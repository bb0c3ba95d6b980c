"""What the door makes of every sort of answer, from a server that keeps no rule."""

import gzip
import random
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from sme4smartcities.core.fetching import Fetched, Limits, Reason, Unchanged, Validators
from tests.core.fetching.stage import Ticking, redirect, reply
from tests.effort import hang_guard

pytestmark = pytest.mark.once
URL = "http://a.example/feed"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def bomb(size: int, times: int = 1) -> bytes:
    packed = bytes(size)
    for _ in range(times):
        packed = gzip.compress(packed, 6, mtime=0)
    return packed


def test_an_answer_is_fetched_with_what_it_says_of_itself(stage, internet):
    stage.plays["/feed"] = reply(
        b"<rss/>",
        "Content-Type: Application/RSS+xml; charset=UTF-8",
        'ETag: W/"a b"',
        "Last-Modified: Mon, 30 Nov 2026 10:00:00 GMT",
        "Cache-Control: public, max-age=7200",
    )
    answer = internet.door(now=lambda: NOW).get(URL)
    assert answer == Fetched(
        url=URL,
        status=200,
        body=b"<rss/>",
        media_type="application/rss+xml",
        charset="utf-8",
        validators=Validators(
            url=URL,
            etag='W/"a b"',
            last_modified="Mon, 30 Nov 2026 10:00:00 GMT",
            since=NOW,
        ),
        fresh_for=7200,
    )


def test_the_server_learns_who_asks_and_nothing_of_members(stage, internet, settings):
    settings.BASE_URL = "https://platform.example"
    internet.door().get("http://a.example/feed?x=1#part", accept="text/calendar")
    assert stage.asked == [
        "GET /feed?x=1 HTTP/1.1\r\n"
        "Host: a.example\r\n"
        f"User-Agent: SME4SmartCities/{settings.RELEASE} (+https://platform.example/)\r\n"
        "Accept: text/calendar\r\n"
        "Accept-Encoding: gzip\r\n"
        "Connection: close\r\n\r\n"
    ]


def test_an_unchanged_source_costs_one_conditional_question(stage, internet):
    kept = Validators(url=URL, etag='"1"', last_modified="rubbish, kept", since=NOW)
    stage.plays["/feed"] = reply(status="304 Not Modified").replace(b"Content-Length: 0\r\n", b"")
    answer = internet.door(now=lambda: NOW).get(URL, kept=kept)
    assert answer == Unchanged(url=URL, validators=kept, fresh_for=0)
    assert 'If-None-Match: "1"\r\nIf-Modified-Since: rubbish, kept\r\n' in stage.asked[0]


@pytest.mark.parametrize(
    ("url", "age"), [(URL, timedelta(days=8)), ("http://a.example/other", timedelta(0))]
)
def test_validators_that_are_old_or_of_another_address_are_not_sent(stage, internet, url, age):
    kept = Validators(url=url, etag='"1"', since=NOW - age)
    stage.plays["/feed"] = reply(status="304 Not Modified")
    answer = internet.door(now=lambda: NOW).get(URL, kept=kept)
    assert "If-None-Match" not in stage.asked[0]
    assert answer.reason == Reason.STATUS  # unchanged from what nobody has


@pytest.mark.parametrize("value", ['"a\x01b"', '"é"', "x" * 2000, ""])
def test_validators_that_could_not_be_sent_back_are_not_kept(stage, internet, value):
    stage.plays["/feed"] = reply(b"x", f"ETag: {value}")
    assert internet.door().get(URL).validators is None


def test_a_validator_of_two_lines_is_not_kept(stage, internet):
    stage.plays["/feed"] = reply(b"x", 'ETag: "a\r\n Evil: b"')
    assert internet.door().get(URL).validators is None


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("206 Partial Content", Reason.STATUS),
        ("300 Multiple Choices", Reason.STATUS),
        ("304 Not Modified", Reason.STATUS),
        ("400 Bad Request", Reason.STATUS),
        ("401 Unauthorized", Reason.SIGN_IN),
        ("403 Forbidden", Reason.FORBIDDEN),
        ("404 Not Found", Reason.NOT_FOUND),
        ("407 Proxy", Reason.SIGN_IN),
        ("410 Gone", Reason.GONE),
        ("429 Too Many", Reason.TOO_MANY),
        ("451 Law", Reason.FORBIDDEN),
        ("500 Broken", Reason.SERVER),
        ("503 Busy", Reason.SERVER),
        ("599 What", Reason.SERVER),
        ("999 Blocked", Reason.SERVER),
    ],
)
def test_a_status_is_told_as_a_reason(stage, internet, status, reason):
    stage.plays["/feed"] = reply(b"never read", status=status)
    answer = internet.door().get(URL)
    assert (answer.reason, answer.status) == (reason, int(status[:3]))


def test_no_content_is_an_empty_answer(stage, internet):
    stage.plays["/feed"] = b"HTTP/1.1 204 No Content\r\nContent-Length: 99\r\n\r\n"
    answer = internet.door().get(URL)
    assert (answer.status, answer.body, answer.validators) == (204, b"", None)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("Mon, 30 Nov 2026 13:00:00 GMT", 3600),
        ("315360000", 7 * 86400),
        ("9" * 5000, 7 * 86400),
        ("Mon, 30 Nov 2099 13:00:00 GMT", 7 * 86400),
        ("Mon, 30 Nov 2001 13:00:00 GMT", 0),
        ("soon", 0),
        ("-5", 0),
        ("１２", 0),
        ("Mon, 99 Nov 99999 99:99:99 GMT", 0),
    ],
)
def test_patience_is_asked_for_in_many_ways_and_granted_for_a_week_at_most(
    stage, internet, said, seconds
):
    stage.plays["/feed"] = reply(b"", f"Retry-After: {said}", status="503 Busy")
    assert internet.door(now=lambda: NOW).get(URL).retry_after == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (["Cache-Control: max-age=60"], 60),
        (["Cache-Control: private,MAX-AGE = 60 , x"], 60),
        (["Cache-Control: max-age=60", "Age: 20"], 40),
        (["Cache-Control: s-maxage=60"], 0),
        (["Cache-Control: no-cache, max-age=60"], 0),
        (["Cache-Control: max-age=99999999999999999"], 0),
        (["Cache-Control: max-age=9999999999"], 365 * 86400),
        (["Expires: Mon, 30 Nov 2026 13:00:00 GMT"], 3600),
        (["Expires: Mon, 30 Nov 2026 13:00:00 GMT", "Date: Mon, 30 Nov 2026 11:00:00 GMT"], 7200),
        (["Expires: 0"], 0),
        (["Expires: -1"], 0),
        (["Expires: Mon, 30 Nov 2020 13:00:00 GMT"], 0),
    ],
)
def test_freshness_is_read_with_doubt(stage, internet, headers, seconds):
    stage.plays["/feed"] = reply(b"x", *headers)
    assert internet.door(now=lambda: NOW).get(URL).fresh_for == seconds


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("text/HTML;charset='x'", ("text/html", "'x'")),
        ('text/calendar; charset="utf-8"', ("text/calendar", "utf-8")),
        ("nonsense", ("", "")),
        ("a/b/c", ("", "")),
        ("text/x; charset*=%zz''%ff", ("text/x", "")),
        ("text/x; " + "a=b;" * 5000, ("text/x", "")),
        ("", ("", "")),
    ],
)
def test_the_media_type_is_read_with_doubt(stage, internet, said, read):
    stage.plays["/feed"] = reply(b"x", f"Content-Type: {said}")
    answer = internet.door().get(URL)
    expected = (read[0], read[1] if read[1] != "'x'" else "")
    assert (answer.media_type, answer.charset) == expected


# --- Bodies ------------------------------------------------------------------------------------
def test_gzip_is_unpacked_once(stage, internet):
    once, twice = gzip.compress(b"text"), gzip.compress(gzip.compress(b"text", mtime=0))
    stage.plays["/feed"] = reply(once, "Content-Encoding: gzip")
    stage.plays["/twice"] = reply(twice, "Content-Encoding: x-gzip")
    door = internet.door()
    assert door.get(URL).body == b"text"
    assert door.get("http://a.example/twice").body == gzip.compress(b"text", mtime=0)


def test_gzip_of_several_members_and_with_a_tail_is_unpacked(stage, internet):
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 70_000
    stage.plays["/feed"] = reply(packed, "Content-Encoding: gzip")
    assert internet.door().get(URL).body == b"one two"


def test_gzip_of_every_size_comes_out_whole(stage, internet):
    text = random.Random(4).randbytes(30_000) + b"a" * 400_000 + random.Random(5).randbytes(9)
    for cut in range(64 * 1024 - 3, 64 * 1024 + 3):
        stage.plays["/feed"] = reply(gzip.compress(text[:cut] * 3), "Content-Encoding: gzip")
        assert internet.door().get(URL).body == text[:cut] * 3


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (bomb(100_000_000), ["Content-Encoding: gzip"], Reason.TOO_LARGE),
        (bomb(100_000_000, 2), ["Content-Encoding: gzip, gzip"], Reason.ENCODING),
        (bomb(1000), ["Content-Encoding: br"], Reason.ENCODING),
        (bomb(1000), ["Content-Encoding: zstd"], Reason.ENCODING),
        (zlib.compress(b"x"), ["Content-Encoding: deflate"], Reason.ENCODING),
        (bomb(1000), ["Transfer-Encoding: gzip, chunked"], Reason.ENCODING),
        (b"no gzip", ["Content-Encoding: gzip"], Reason.GARBLED),
        (bomb(1000)[:-9], ["Content-Encoding: gzip"], Reason.CUT_OFF),
        (bytes(5_000_001), [], Reason.TOO_LARGE),
    ],
    ids=["bomb", "double", "br", "zstd", "deflate", "transfer", "no-gzip", "cut", "large"],
)
def test_a_body_is_unpacked_within_limits(stage, internet, body, headers, reason):
    stage.plays["/feed"] = reply(body, *headers)
    tracemalloc.start()
    try:
        with hang_guard():
            answer = internet.door().get(URL)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.reason == reason
    assert most < 24_000_000  # of which the body may be five, and a copy of it five


def test_a_body_of_exactly_the_limit_comes_in(stage, internet):
    for size, expected in ((1000, Fetched), (1001, None)):
        stage.plays["/feed"] = b"HTTP/1.0 200 OK\r\n\r\n" + bytes(size)
        answer = internet.door().get(URL, limits=Limits(raw=1000, decoded=1000))
        assert isinstance(answer, Fetched) is (expected is Fetched)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Reason.CUT_OFF),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", Reason.CUT_OFF),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\nx", Reason.TOO_LARGE),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", Reason.CUT_OFF),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", Reason.CUT_OFF),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Reason.CUT_OFF),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n", Reason.GARBLED),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 70_000, Reason.GARBLED),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n", Reason.GARBLED),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n", Reason.TOO_LARGE),
        (b"HTTP/1.1 " + b"2" * 1_000_000, Reason.TOO_LARGE),
        (b"HTTP/1.1 abc OK\r\n\r\n", Reason.GARBLED),
        (b"HTTP/1.1 99 OK\r\n\r\n", Reason.GARBLED),
        (b"HTTP/9.9 200 OK\r\n\r\n", Reason.GARBLED),
        (b"ICY 200 OK\r\n\r\n", Reason.GARBLED),
        (b"<html>no headers at all</html>\r\n\r\n", Reason.GARBLED),
        (b"\0" * 1000, Reason.GARBLED),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", Reason.GARBLED),
        (b"SSH-2.0-OpenSSH\r\n", Reason.GARBLED),
        (b"220 mail.example ESMTP\r\n", Reason.GARBLED),
    ],
)
def test_an_answer_that_breaks_the_rules_is_no_answer(stage, internet, raw, reason):
    stage.plays["/feed"] = raw
    with hang_guard():
        assert internet.door().get(URL).reason == reason


@pytest.mark.parametrize("length", ["-5", "abc", "", "٣", "1e3", "0x10"])
def test_a_length_that_is_no_number_is_not_believed(stage, internet, length):
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode()
    stage.plays["/feed"] = head + b"until the end"
    assert internet.door().get(URL).body == b"until the end"


def test_a_line_end_in_a_header_is_no_second_header(stage, internet):
    stage.plays["/feed"] = reply(b"x", "X: a\r\n ETag: b", "Y: c\rd")
    assert internet.door().get(URL).validators is None


def test_interim_answers_are_passed_over(stage, internet):
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    stage.plays["/feed"] = early + early + reply(b"at last")
    assert internet.door().get(URL).body == b"at last"


@pytest.mark.parametrize(
    "again",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 102 Processing\r\nX: y\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n",
    ],
)
def test_a_flood_of_interim_answers_ends_at_the_limit_of_heads(stage, internet, again):
    stage.plays["/feed"] = stage.endless(b"", again)
    with hang_guard():
        answer = internet.door().get(URL)
    assert (answer.reason, answer.detail) == (Reason.TOO_LARGE, "headers")


@pytest.mark.parametrize(
    ("begin", "again", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", {Reason.GARBLED, Reason.TOO_LARGE}),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y" * 1000, {Reason.TOO_LARGE}),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"y" * 1000, {Reason.TOO_LARGE}),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"400\r\n" + b"z" * 1024 + b"\r\n",
            {Reason.TOO_LARGE},
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1\r\nz\r\n",
            {Reason.TOO_LARGE},
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
            b"Trailer: x\r\n" * 100,
            {Reason.TOO_LARGE},
        ),
    ],
    ids=["headers", "header", "body", "chunks", "small-chunks", "trailers"],
)
def test_what_has_no_end_is_ended(stage, internet, begin, again, reason):
    stage.plays["/feed"] = stage.endless(begin, again)
    limits = Limits(raw=200_000, decoded=100_000)
    with hang_guard():
        assert internet.door().get(URL, limits=limits).reason in reason


# --- Time --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("begin", "again"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"y"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"y"),
    ],
    ids=["status", "header", "body", "known-length"],
)
def test_a_slow_drip_ends_when_the_time_of_the_whole_visit_is_over(stage, internet, begin, again):
    stage.plays["/feed"] = stage.endless(begin, again)
    clock = Ticking()
    door = internet.door(clock=clock, connect=internet.connect_to_a_drip)
    assert door.get(URL).reason == Reason.TOO_SLOW
    assert clock.seconds <= 12


def test_a_server_that_says_nothing_is_left(stage, internet):
    stage.plays["/feed"] = stage.silent
    assert internet.door().get(URL, limits=Limits(seconds=0.2)).reason == Reason.TOO_SLOW


def test_all_hops_share_one_time(stage, internet):
    stage.plays["/feed"] = redirect("/feed")
    clock = Ticking()
    answer = internet.door(clock=clock).get(URL, limits=Limits(redirects=1000))
    assert answer.reason == Reason.TOO_SLOW
    assert clock.seconds <= 12


# --- Chance ------------------------------------------------------------------------------------
def test_no_answer_of_chance_raises(stage, internet):
    """Bytes changed, cut and put in at random: an answer or a reason, every time."""
    drawn = random.Random(20261130)
    whole = reply(
        gzip.compress(b"<rss><item/></rss>" * 50, mtime=0),
        "Content-Encoding: gzip",
        "Content-Type: text/xml; charset=utf-8",
        'ETag: "x"',
        "Cache-Control: max-age=5",
        "Expires: Mon, 30 Nov 2026 13:00:00 GMT",
    )
    chunked = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\nX: y\r\n\r\n"
    )
    moved, busy = redirect("http://a.example/feed"), reply(b"", "Retry-After: 9", status="503 B")
    door = internet.door(takes_turns=False)
    for _ in range(300):
        raw = bytearray(drawn.choice([whole, chunked, moved, busy]))
        for _ in range(drawn.randrange(1, 6)):
            place = drawn.randrange(len(raw))
            raw[place : place + drawn.randrange(4)] = drawn.randbytes(drawn.randrange(4))
        stage.plays["/feed"] = bytes(raw)
        door.get(URL, limits=Limits(redirects=2))
    assert internet.strangers == set()
