"""Feeds and JSON feeds: their words without their markup, their links if they are links, their ids."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sme4smartcities.opportunities.adapters import feeds, json_feeds
from sme4smartcities.opportunities.codes import Identity
from sme4smartcities.opportunities.drafts import Organiser, Reading
from sme4smartcities.opportunities.reasons import Reason
from tests.opportunities.corpora import CONTEXT

pytestmark = pytest.mark.once
AT = replace(CONTEXT, url="https://city.example/news/feed.xml")


def rss(*items: str, channel: str = "<language>es</language>") -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    names = 'xmlns:ev="http://purl.org/rss/1.0/modules/event/" xmlns:cc="http://backend.userland.com/creativeCommonsRssModule"'
    names += (
        ' xmlns:georss="http://www.georss.org/georss" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    return f'<?xml version="1.0"?><rss version="2.0" {names}><channel>{channel}{entries}</channel></rss>'.encode()


def read(*items: str, **channel: str) -> Reading:
    return feeds.read(rss(*items, **channel), AT)


def test_an_entry_gives_title_text_link_and_date():
    reading = read(
        "<title>Jornada &lt;b&gt;abierta&lt;/b&gt;</title><guid>g1</guid><link>/e/1</link>"
        "<description>&lt;p&gt;Agua &amp;amp; energía&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>"
        "<pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate><category>agua</category>"
    )
    (draft,) = reading.drafts
    assert (draft.title, draft.summary) == ({"es": "Jornada abierta"}, {"es": "Agua & energía"})
    assert (draft.uid, draft.url) == ("g1", "https://city.example/e/1")
    assert draft.updated == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert draft.topics == ("agua",)
    assert draft.start is None  # the day of its publication is not that of the event


def test_dates_and_place_of_the_event_module_are_read():
    (draft,) = read(
        "<title>Feria</title><ev:startdate>2026-05-05T10:00:00+02:00</ev:startdate>"
        "<ev:enddate>2026-05-06</ev:enddate><ev:location>Sala 1</ev:location>"
        "<georss:point>36.72 -4.42</georss:point>"
    ).drafts
    assert draft.start is not None and draft.end is not None
    assert (draft.start.at, draft.end.day) == (
        datetime(2026, 5, 5, 8, tzinfo=UTC),
        date(2026, 5, 6),
    )
    assert (draft.venue, draft.lat, draft.lon) == ("Sala 1", 36.72, -4.42)


def test_authors_and_pictures_stay_out():
    reading = read(
        "<title>Feria</title><author>jane@example.org (Jane Roe)</author><dc:creator>Jane Roe</dc:creator>"
        "<dc:publisher>Ayuntamiento de Málaga</dc:publisher>"
        '<enclosure url="https://x.example/p.jpg" type="image/jpeg"/>'
        '<description>&lt;img src="https://x.example/p.jpg"&gt;Texto</description>'
    )
    assert not any(word in repr(reading) for word in ("Jane", "jane", "p.jpg"))
    assert reading.drafts[0].organisers == (Organiser(name="Ayuntamiento de Málaga"),)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a@b.example/"],
)
def test_a_link_that_is_no_web_address_is_left_out(link):
    reading = read(f"<title>Feria</title><guid>g</guid><link>{link}</link>")
    assert reading.drafts[0].url == ""
    assert [note.reason for note in reading.notes] == [Reason.NO_ADDRESS]


def test_marks_that_turn_the_reading_direction_are_taken_out():
    (draft,) = read("<title>a\u202eb\u2066c\u200bd\u0000</title>").drafts
    assert draft.title == {"es": "abcd"}


@pytest.mark.parametrize(
    ("channel", "licence"),
    [
        ("<cc:license>https://creativecommons.org/licenses/by/4.0/</cc:license>", True),
        ("<copyright>CC BY 4.0, City of Málaga</copyright>", True),
        ("<copyright>© 2026. All rights reserved.</copyright>", False),
        ("", False),
    ],
)
def test_only_a_stated_licence_lets_a_text_be_long(channel, licence):
    (draft,) = read(
        f"<title>x y z</title><description>{'word ' * 200}</description>", channel=channel
    ).drafts
    assert bool(draft.licence) is licence
    assert (len(draft.summary["en"]) > 300) is licence


@pytest.mark.parametrize(
    ("policy", "uid"), [(Identity.GUID, "g1"), (Identity.LINK, "https://city.example/e/1")]
)
def test_the_policy_of_the_source_chooses_the_id(policy, uid):
    item = "<title>Feria</title><guid isPermaLink='false'>g1</guid><link>/e/1</link>"
    assert feeds.read(rss(item), replace(AT, identity=policy)).drafts[0].uid == uid


def test_equal_ids_of_different_entries_are_told_apart():
    reading = read("<title>One</title><guid>g</guid>", "<title>Two</title><guid>g</guid>")
    assert len({draft.uid for draft in reading.drafts}) == 2
    assert Reason.SAME_ID in [note.reason for note in reading.notes]


def test_an_entry_that_stands_there_twice_comes_in_once():
    reading = read("<title>One</title><guid>g</guid>", "<title>One</title><guid>g</guid>")
    assert [len(reading.drafts), [entry.reason for entry in reading.rejected]] == [
        1,
        [Reason.REPEATED],
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"<!doctype html><form action='/login'><input type='password'></form>", Reason.LOGIN),
        (b"<!doctype html><title>Iniciar sesi\xc3\xb3n</title><p>x</p>", Reason.LOGIN),
        (b"<!doctype html><title>News</title><p>x</p>", Reason.PAGE),
        (b'{"version": "x"}', Reason.NOT_THIS),
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", Reason.NOTHING_FOUND),
        (b"<rss version='2.0'><channel><title>x", Reason.DAMAGED),
    ],
)
def test_what_is_no_feed_says_why(data, reason):
    assert [entry.reason for entry in feeds.read(data, AT).rejected] == [reason]


def test_a_feed_that_breaks_off_gives_what_stood_before():
    data = rss("<title>One</title><guid>g</guid>", "<title>Two</title>").split(b"Two")[0]
    reading = feeds.read(data, AT)
    assert next(iter(reading.drafts)).title == {"es": "One"}
    assert Reason.CUT_OFF in [note.reason for note in reading.notes]


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "tomorrow"])
def test_strange_dates_do_no_harm(day):
    (draft,) = read(
        f"<title>x</title><pubDate>{day}</pubDate><ev:startdate>{day}</ev:startdate>"
    ).drafts
    assert draft.title == {"es": "x"}


def test_of_very_many_entries_the_first_come_in():
    reading = read(*(f"<title>x</title><guid>{number}</guid>" for number in range(2_100)))
    assert len(reading.drafts) == 2_000
    assert Reason.TOO_MANY in [note.reason for note in reading.notes]


# --- JSON ------------------------------------------------------------------------------------------


def json_feed(*items: object, **rest: Any) -> Reading:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items, **rest}
    return json_feeds.read(json.dumps(feed).encode(), AT)


def test_a_json_feed_gives_its_entries():
    reading = json_feed(
        {
            "id": 7,
            "title": "Fiera",
            "url": "/e/7",
            "content_html": "<p>Acqua</p><script>x()</script>",
            "date_published": "2026-03-02T10:00:00+01:00",
            "tags": ["acqua"],
            "authors": [{"name": "Jane Roe"}],
        },
        language="it-IT",
    )
    (draft,) = reading.drafts
    assert (draft.title, draft.summary) == ({"it": "Fiera"}, {"it": "Acqua"})
    assert (draft.uid, draft.url, draft.topics) == ("7", "https://city.example/e/7", ("acqua",))
    assert draft.updated == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert "Jane" not in repr(draft)


def test_entries_that_are_none_are_told():
    reading = json_feed("x", {"id": "1"}, None)
    assert [entry.reason for entry in reading.rejected] == [
        Reason.BROKEN_ENTRY,
        Reason.NO_TITLE,
        Reason.BROKEN_ENTRY,
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[" * 100_000, Reason.DAMAGED),
        (b'{"items": 1}', Reason.NOT_THIS),
        (b'{"items": [' + b"9" * 10_000 + b"]}", Reason.DAMAGED),
        (b"3", Reason.NOT_THIS),
        (b"<html><input type=password></html>", Reason.LOGIN),
    ],
)
def test_what_is_no_json_feed_says_why(data, reason):
    assert [entry.reason for entry in json_feeds.read(data, AT).rejected] == [reason]
