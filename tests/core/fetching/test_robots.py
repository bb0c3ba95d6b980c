"""Pages are read only where their site lets programs read, as RFC 9309 says."""

import pytest

from sme4smartcities.core.fetching import Fetched, Reason
from tests.core.fetching.stage import PUBLIC, redirect, reply

pytestmark = pytest.mark.once
RULES = b"""\xef\xbb\xbf# ours come first
User-agent: SME4SmartCities
Disallow: /private
Allow: /private/open$
Disallow: /*?print=

User-agent: *
Disallow: /
"""


def get(internet, path):
    return internet.door().get(f"http://a.example{path}", mind_robots=True)


@pytest.mark.parametrize(
    ("path", "welcome"),
    [
        ("/events", True),
        ("/private", False),
        ("/private/x", False),
        ("/%70rivate", False),
        ("/private/open", True),
        ("/private/open/x", False),
        ("/events?print=1", False),
        ("/robots.txt", True),
    ],
)
def test_the_rules_of_a_site_are_kept(stage, internet, path, welcome):
    stage.plays["/robots.txt"] = reply(RULES)
    stage.otherwise = reply(b"x")
    answer = get(internet, path)
    assert isinstance(answer, Fetched) is welcome
    assert welcome or answer.reason == Reason.ROBOTS
    assert welcome or stage.paths == ["/robots.txt"]


def test_rules_are_asked_for_once_a_day_and_not_for_feeds(stage, internet):
    stage.plays["/robots.txt"] = reply(b"User-agent: *\nDisallow:")
    stage.otherwise = reply(b"x")
    assert isinstance(internet.door().get("http://a.example/feed"), Fetched)
    for _ in range(3):
        assert isinstance(get(internet, "/page"), Fetched)
    assert stage.paths == ["/feed", "/robots.txt", "/page", "/page", "/page"]


@pytest.mark.parametrize(
    "status", ["400 Bad", "401 Who", "403 No", "404 None", "410 Gone", "204 X"]
)
def test_a_site_without_rules_has_nothing_against_it(stage, internet, status):
    stage.plays["/robots.txt"] = reply(b"User-agent: *\nDisallow: /", status=status)
    stage.plays["/page"] = reply(b"x")
    assert isinstance(get(internet, "/page"), Fetched) is (status != "204 X")


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (reply(status="500 Broken"), Reason.SERVER),
        (reply(b"", "Retry-After: 60", status="503 Later"), Reason.SERVER),
        (reply(b"", "Retry-After: 60", status="429 Slow"), Reason.TOO_MANY),
        (b"", Reason.CUT_OFF),
        (reply(bytes(600_000)), Reason.TOO_LARGE),
        (redirect("http://10.0.0.1/robots.txt"), Reason.NOT_PUBLIC),
    ],
)
def test_a_site_that_cannot_be_asked_for_its_rules_is_left_alone(stage, internet, rules, reason):
    stage.plays |= {"/robots.txt": rules, "/page": reply(b"x")}
    assert get(internet, "/page").reason == reason
    assert "/page" not in stage.paths


def test_rules_may_have_moved(stage, internet):
    stage.plays |= {"/robots.txt": redirect("http://b.example/rules"), "/page": reply(b"x")}
    stage.plays["/rules"] = reply(b"User-agent: *\nDisallow: /page")
    assert get(internet, "/page").reason == Reason.ROBOTS


def test_rules_that_lead_on_for_ever_are_none(stage, internet):
    stage.plays |= {"/robots.txt": redirect("/robots.txt"), "/page": reply(b"x")}
    assert isinstance(get(internet, "/page"), Fetched)


def test_each_site_on_the_way_is_asked_for_its_rules(stage, internet):
    internet.names["c.example"] = [PUBLIC]
    stage.plays |= {
        "/robots.txt": reply(b"User-agent: *\nDisallow: /closed"),
        "/page": redirect("http://c.example/closed"),
        "/closed": reply(b"x"),
    }
    assert get(internet, "/page").reason == Reason.ROBOTS
    assert stage.paths == ["/robots.txt", "/page", "/robots.txt"]


@pytest.mark.parametrize(
    "rules", [b"\0" * 9000, b"\xff\xfe" * 900, b":" * 9000, b"Allow", b"User-agent"]
)
def test_rules_that_are_none_forbid_nothing(stage, internet, rules):
    stage.plays |= {"/robots.txt": reply(rules), "/page": reply(b"x")}
    assert isinstance(get(internet, "/page"), Fetched)
