"""Pages that describe events for machines, as sites really do: partly, and in every shape."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sme4smartcities.opportunities.adapters import pages
from sme4smartcities.opportunities.codes import Attendance, DeadlineKind, Kind, Status
from sme4smartcities.opportunities.drafts import Deadline, Draft, Moment, Organiser, Reading
from sme4smartcities.opportunities.reasons import Reason
from tests.opportunities.corpora import CONTEXT

pytestmark = pytest.mark.once
AT = replace(CONTEXT, url="https://city.example/events/")


def page(*items: object, body: str = "", lang: str = "it") -> bytes:
    scripts = "".join(
        f'<script type="application/ld+json">{item if isinstance(item, str) else json.dumps(item)}</script>'
        for item in items
    )
    return f'<!doctype html><html lang="{lang}"><head>{scripts}</head><body>{body}</body></html>'.encode()


def read(*items: object, **rest: str) -> Reading:
    return pages.read(page(*items, **rest), AT)


def event(**rest: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "Event", "name": "Fiera", **rest}


def draft(**rest: Any) -> Draft:
    return read(event(**rest)).drafts[0]


def test_a_whole_event_is_read():
    found = draft(
        startDate="2026-05-05T10:00+02:00",
        endDate="2026-05-06",
        url="/e/1",
        description="<p>Acqua</p>",
        location={
            "@type": "Place",
            "name": "Sala 1",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Via Roma 1",
                "addressLocality": "Napoli",
                "addressCountry": {"@type": "Country", "name": "IT"},
            },
            "geo": {"latitude": "40.85", "longitude": 14.27},
        },
        organizer={"@type": "Organization", "name": "Rete", "url": "https://rete.example/"},
        offers=[{"price": "0", "validThrough": "2026-05-01", "url": "/e/1/join"}],
        keywords="acqua, energia",
        inLanguage="it-IT",
        image="https://city.example/p.jpg",
        performer={"@type": "Person", "name": "Jane Roe"},
    )
    assert found.start == Moment(
        day=date(2026, 5, 5),
        at=datetime(2026, 5, 5, 8, tzinfo=UTC),
        zone="Europe/Rome",
        raw="2026-05-05T10:00+02:00",
    )
    assert found.end == Moment(day=date(2026, 5, 6), raw="2026-05-06")
    assert (found.venue, found.city, found.country) == ("Sala 1, Via Roma 1", "Napoli", "IT")
    assert (found.lat, found.lon, found.attendance) == (40.85, 14.27, Attendance.ONSITE)
    assert found.organisers == (Organiser(name="Rete", url="https://rete.example/"),)
    assert found.deadlines == (
        Deadline(
            kind=DeadlineKind.REGISTRATION,
            moment=Moment(day=date(2026, 5, 1), raw="2026-05-01"),
        ),
    )
    assert (found.free, found.apply_url) == (True, "https://city.example/e/1/join")
    assert (found.topics, found.languages) == (("acqua", "energia"), ("it",))
    assert found.title == {"it": "Fiera"} and found.summary == {"it": "Acqua"}
    assert "Jane" not in repr(found) and "p.jpg" not in repr(found)


def test_a_name_is_all_that_an_event_needs():
    reading = read(event())
    assert reading.drafts[0].title == {"it": "Fiera"}
    assert [note.reason for note in reading.notes] == [Reason.NO_DATE]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("https://schema.org/EventCancelled", Status.CANCELLED),
        ("EventPostponed", Status.POSTPONED),
        ("http://schema.org/EventRescheduled", Status.CHANGED),
        ("schema:EventScheduled", Status.PUBLISHED),
        ("", Status.PUBLISHED),
    ],
)
def test_the_state_is_read_in_all_its_spellings(state, status):
    assert draft(eventStatus=state).status is status


@pytest.mark.parametrize(
    ("rest", "attendance"),
    [
        ({"eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode"}, Attendance.MIXED),
        ({"location": {"@type": "VirtualLocation", "url": "https://x.example"}}, Attendance.ONLINE),
        ({"location": [{"@type": "VirtualLocation"}, {"@type": "Place", "name": "Sala"}]}, Attendance.MIXED),
        ({"location": "Sala 1"}, Attendance.ONSITE),
        ({}, Attendance.UNKNOWN),
    ],
)  # fmt: skip
def test_how_one_takes_part_is_read(rest, attendance):
    assert draft(**rest).attendance is attendance


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: [one],
        lambda one: {"@graph": [one]},
        lambda one: {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": one}]},
        lambda one: {"@type": "WebPage", "mainEntity": one},
        lambda one: f"<!-- {json.dumps(one)} -->",
        lambda one: json.dumps(one).replace("Fiera", "Fi\nera"),
    ],
)
def test_an_event_is_found_wherever_it_stands(wrapped):
    assert len(read(wrapped(event())).drafts) == 1


def test_a_pointer_to_another_item_is_followed():
    found = read(
        {
            "@graph": [
                event(location={"@id": "#hall"}),
                {"@id": "#hall", "@type": "Place", "name": "Sala 1"},
            ]
        }
    )
    assert found.drafts[0].venue == "Sala 1"


def test_titles_in_several_languages_are_kept():
    titles = [{"@value": "Fair", "@language": "en"}, {"@value": "معرض", "@language": "ar"}]
    assert draft(name=titles).title == {"en": "Fair", "ar": "معرض"}


def test_a_person_who_organises_stays_out():
    assert draft(organizer={"@type": "Person", "name": "Jane Roe"}).organisers == ()
    assert draft(organizer="Jane Roe").organisers == ()
    assert draft(organizer="Comune di Napoli").organisers == (Organiser(name="Comune di Napoli"),)


def test_a_course_is_a_training():
    assert read({"@type": "CourseInstance", "name": "Corso"}).drafts[0].kind is Kind.TRAINING


@pytest.mark.parametrize(
    ("rest", "free"),
    [
        ({"isAccessibleForFree": True}, True),
        ({"isAccessibleForFree": "https://schema.org/True"}, True),
        ({"offers": {"price": 0}}, True),
        ({"offers": [{"price": "0.00"}, {"price": "€ 12,50"}]}, False),
        ({"offers": {"lowPrice": "10"}}, False),
        ({"offers": {"price": "ask"}}, None),
        ({}, None),
    ],
)
def test_a_price_is_free_paid_or_not_stated(rest, free):
    assert draft(**rest).free is free


def test_broken_items_are_told_and_the_others_come_in():
    reading = read('{"@type": "Event", "name": ', event(), {"@type": "Event", "startDate": "2026"})
    assert len(reading.drafts) == 1
    assert [entry.reason for entry in reading.rejected] == [Reason.BROKEN_ENTRY, Reason.NO_TITLE]


def test_microdata_is_read():
    body = """
    <div itemscope itemtype="https://schema.org/Event" itemref="more">
      <a itemprop="url" href="e/2"><span itemprop="name">Mezcla</span></a>
      <time itemprop="startDate" datetime="2026-06-01T09:00">mañana</time>
      <div itemprop="location" itemscope itemtype="https://schema.org/Place">
        <span itemprop="name">Casa</span>
        <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
          <span itemprop="addressLocality">Sevilla</span> <meta itemprop="addressCountry" content="ES">
        </div>
      </div>
    </div><p id="more" itemprop="description">Agua</p>"""
    (found,) = read(body=body, lang="es").drafts
    assert (found.title, found.summary) == ({"es": "Mezcla"}, {"es": "Agua"})
    assert (found.url, found.venue) == ("https://city.example/events/e/2", "Casa")
    assert (found.city, found.country) == ("Sevilla", "ES")
    assert found.start is not None and found.start.zone == "Europe/Madrid"


def test_a_page_names_its_calendars_and_feeds():
    body = (
        '<a href="webcal://city.example/c.ics">x</a><a href="/d.ics?x=1">x</a><a href="/other">x</a>'
        '<link rel="alternate" type="application/rss+xml" href="feed"><a href="javascript:x.ics">x</a>'
    )
    assert pages.alternates(page(body=body), AT) == (
        ("ics", "https://city.example/c.ics"),
        ("ics", "https://city.example/d.ics?x=1"),
        ("feed", "https://city.example/events/feed"),
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"<html><form><input type='password'></form></html>", Reason.LOGIN),
        (b"<html><p>Nothing</p></html>", Reason.NOTHING_FOUND),
        (b"{" * 10, Reason.DAMAGED),
    ],
)
def test_a_page_without_events_says_why(data, reason):
    assert [entry.reason for entry in pages.read(data, AT).rejected] == [reason]


def test_items_in_items_without_end_are_given_up():
    deep: Any = event()
    for _ in range(200):
        deep = {"@type": "WebPage", "mainEntity": deep}
    assert read(deep).drafts == ()
