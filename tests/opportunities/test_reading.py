"""Whatever an address answers with, the platform gets a reading: parsed in the child, under limits."""

from dataclasses import replace

import pytest

from sme4smartcities.opportunities import reading
from sme4smartcities.opportunities.codes import Format
from sme4smartcities.opportunities.reasons import Reason
from tests.opportunities.adapters.notice import notice
from tests.opportunities.corpora import CONTEXT

pytestmark = pytest.mark.once
CALENDAR = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fair\r\nDTSTART;VALUE=DATE:20261205\r\n%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
FEED = b'<rss version="2.0"><channel><item><guid>1</guid><title>Fair</title></item></channel></rss>'
PAGE = (
    b'<!doctype html><script type="application/ld+json">{"@type": "Event", "name": "Fair"}</script>'
)
JSON_FEED = (
    b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "Fair"}]}'
)
TED = b'{"notices": [{"publication-number": "1-2026", "notice-title": {"eng": "Fair"}}], "totalNoticeCount": 1}'


@pytest.fixture(scope="module", autouse=True)
def _children():
    yield
    reading.parsers.close()


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (Format.ICS, CALENDAR % b"RRULE:FREQ=WEEKLY;COUNT=3"),
        (Format.FEED, FEED),
        (Format.JSON_FEED, JSON_FEED),
        (Format.PAGE, PAGE),
        (Format.EFORMS, notice(title="<cbc:Name>Fair</cbc:Name>")),
        (Format.TED, TED),
        (Format.TABLE, b"title,date\nFair,2026-12-05\n"),
    ],
)
def test_an_answer_is_recognised_and_read_in_the_child(form, data):
    assert reading.format_of(data) is form
    found = reading.read(Format.AUTO, data, CONTEXT)
    assert [next(iter(draft.title.values())) for draft in found.drafts] == ["Fair"]
    assert found == reading.read(form, data, CONTEXT)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n", Reason.NOT_THIS),
        (b"<!doctype html><form action='/login'><input type='password'></form>", Reason.LOGIN),
        (b"x" * (reading.LARGEST + 1), Reason.TOO_LARGE),
    ],
    ids=["empty", "picture", "login", "large"],
)
def test_an_answer_that_is_nothing_we_read_says_why(data, reason):
    assert [entry.reason for entry in reading.read(Format.AUTO, data, CONTEXT).rejected] == [reason]


def test_a_feed_that_keeps_its_reader_busy_is_stopped_and_the_next_is_read():
    attributes = b" ".join(b'a%d="1"' % number for number in range(100_000))
    busy = FEED.replace(b"<item>", b"<item " + attributes + b">")
    assert [e.reason for e in reading.read(Format.FEED, busy, CONTEXT).rejected] == [
        Reason.TOO_LONG
    ]
    assert len(reading.read(Format.FEED, FEED, CONTEXT).drafts) == 1


def test_a_feed_of_entities_does_no_harm():
    levels = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9))
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">' + levels + b"]>" + FEED.replace(b"Fair", b"&a8;")
    )
    for form in (Format.FEED, Format.EFORMS, Format.PAGE):
        found = reading.read(form, bomb, CONTEXT)
        assert found.drafts or found.rejected
    file = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + FEED.replace(
        b"Fair", b"Fair &a;"
    )
    assert "root:" not in repr(reading.read(Format.FEED, file, CONTEXT))


def test_series_that_take_too_long_leave_the_first_dates():
    """Not one of them breaks a rule, but there are very many."""
    events = b"".join(
        (CALENDAR % b"RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;COUNT=100000")
        .replace(b"UID:1", b"UID:%d" % number)
        .replace(b"20261205", b"19700101")
        .split(b"BEGIN:VCALENDAR\r\n")[1]
        .split(b"END:VCALENDAR")[0]
        for number in range(300)
    )
    data = b"BEGIN:VCALENDAR\r\n" + events + b"END:VCALENDAR\r\n"
    found = reading.read(Format.ICS, data, CONTEXT)
    assert len(found.drafts) == 300
    assert Reason.MANY_DATES in [note.reason for note in found.notes if not note.what]


def test_a_page_names_the_calendar_that_a_coordinator_meant():
    page = b'<!doctype html><link rel="alternate" type="text/calendar" href="/all.ics">'
    at = replace(CONTEXT, url="https://city.example/")
    assert reading.alternates(page, at) == ((Format.ICS, "https://city.example/all.ics"),)


def test_the_next_page_of_ted_is_told_by_its_token():
    assert reading.next_page(b'{"iterationNextToken": "t"}') == "t"
