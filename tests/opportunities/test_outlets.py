"""Calendars, feeds and tables of the radar, as the programs that read them see them."""

import csv
import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.opportunities import drafts
from sme4smartcities.opportunities.codes import DeadlineKind, Kind
from sme4smartcities.opportunities.models import CalendarAddress, Facet
from sme4smartcities.opportunities.services.calendars import make_calendar_address
from sme4smartcities.opportunities.services.moving import move_opportunity
from sme4smartcities.opportunities.services.writing import Told, edit_opportunity, enter_record
from sme4smartcities.vocabularies.queries import term
from tests.opportunities.cast import day, due, held, make_opportunity

pytestmark = pytest.mark.django_db


def out(kind):
    return reverse("opportunities_out", args=(kind,))


def entries(response):
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(one["UID"]).partition("@")[0]: one for one in found}


def test_whole_days_end_on_the_day_after_and_hours_stand_in_their_zone(client, lists, city):
    water = {Facet.DOMAIN: [term("domain", "water")]}
    fair = make_opportunity(city, "Fair", occurrences=[held(30, until=32)], terms=water)
    talk = make_opportunity(city, "Talk", occurrences=[held(10, hour=10)])
    answer = client.get(out("ics"))
    assert answer["Content-Type"].startswith("text/calendar")
    found = entries(answer)
    assert found[fair.uid]["DTSTART"].dt == day(30) and found[fair.uid]["DTEND"].dt == day(33)
    start = found[talk.uid]["DTSTART"]
    assert start.params["TZID"] == "Europe/Madrid" and start.dt.hour == 10
    assert b"BEGIN:VTIMEZONE" in answer.content
    assert [str(c) for c in found[fair.uid]["CATEGORIES"].cats] == ["Event", "Water"]
    assert found[fair.uid]["STATUS"] == "CONFIRMED" and "DTEND" not in found[talk.uid]


def test_each_deadline_is_an_entry_of_its_own_that_keeps_its_name_when_it_moves(client, city):
    row = make_opportunity(
        city,
        kind=Kind.TENDER,
        deadlines=[due(5), due(8, 17, DeadlineKind.TENDER), due(9, 17, DeadlineKind.TENDER)],
    )
    before = entries(client.get(out("ics")))
    assert set(before) == {
        f"{row.uid}-due-submission-1",
        f"{row.uid}-due-tender-1",
        f"{row.uid}-due-tender-2",
    }
    assert before[f"{row.uid}-due-submission-1"]["DTEND"].dt == day(6)
    later = Told(values={}, deadlines=[due(6)])
    edit_opportunity(actor=SYSTEM, opportunity=row, told=later)
    after = entries(client.get(out("ics")))[f"{row.uid}-due-submission-1"]
    assert after["DTSTART"].dt == day(6) and after["SEQUENCE"] == 1


def test_what_is_cancelled_reaches_the_calendars_that_hold_it(client, event):
    move_opportunity(actor=SYSTEM, opportunity=event, act="cancel", note="Storm.")
    found = entries(client.get(out("ics")))[event.uid]
    assert found["STATUS"] == "CANCELLED" and found["SEQUENCE"] == 1
    assert "Storm." in found["DESCRIPTION"]


def test_a_series_is_told_date_by_date_with_the_one_that_falls_out(client, city):
    dates = [held(7), drafts.Occurrence(key="", start=held(14).start, status="cancelled")]
    row = make_opportunity(city, occurrences=dates)
    found = entries(client.get(out("ics")))
    assert found[f"{row.uid}-{day(14)}"]["STATUS"] == "CANCELLED"
    assert found[f"{row.uid}-{day(7)}"]["STATUS"] == "CONFIRMED"


def test_an_hour_that_comes_twice_is_told_in_utc(client, city):
    at = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # the second 2:30 in Madrid
    assert at.astimezone(ZoneInfo("Europe/Madrid")).fold
    start = drafts.Moment(day=date(2027, 10, 31), at=at, zone="Europe/Madrid")
    row = make_opportunity(city, occurrences=[drafts.Occurrence(key="", start=start)])
    assert entries(client.get(out("ics")))[row.uid]["DTSTART"].dt == at


def test_one_opportunity_goes_into_a_calendar_by_itself(client, event):
    other = make_opportunity(event.owner, "Other")
    found = entries(client.get(reverse("opportunity_calendar", args=(event.pk,))))
    assert event.uid in found and other.uid not in found


def test_every_outlet_narrows_as_the_list_does(client, city):
    make_opportunity(city, "Course", kind=Kind.TRAINING)
    make_opportunity(city, "Pipes", kind=Kind.TENDER, deadlines=[due(3)])
    for kind in ("ics", "atom", "rss", "json"):
        text = client.get(f"{out(kind)}?kind=tender").getvalue().decode()
        assert "Pipes" in text and "Course" not in text, kind
    rows = list(csv.DictReader(io.StringIO(client.get(out("csv")).getvalue().decode("utf-8-sig"))))
    assert {row["title"] for row in rows} == {"Course", "Pipes"}
    assert (
        next(row for row in rows if row["title"] == "Pipes")["deadlines"] == f"submission {day(3)}"
    )


def test_a_feed_speaks_the_language_that_is_asked_for(client, city):
    title = {
        "en": {"text": "Talk", "state": "source"},
        "es": {"text": "Charla", "state": "written"},
    }
    row = make_opportunity(city, "Talk")
    edit_opportunity(actor=SYSTEM, opportunity=row, told=Told(values={"title": title}))
    assert "Charla" in client.get(f"{out('atom')}?in=es").text
    assert "Talk" in client.get(f"{out('atom')}?in=en").text


def test_drafts_leave_by_no_outlet(client, city):
    make_opportunity(city, "Secret", state="draft")
    make_opportunity(city, "Taken back", state="withdrawn")
    for kind in ("ics", "atom", "rss", "json", "csv"):
        text = client.get(f"{out(kind)}?when=all").getvalue().decode()
        assert "Secret" not in text and "Taken back" not in text


def test_a_record_is_in_no_calendar_of_what_comes(client):
    values = {"kind": Kind.EVENT, "title": source_text("en", "Old fair")}
    enter_record(told=Told(values=values, occurrences=[held(-900)]))
    assert entries(client.get(out("ics"))) == {}
    assert len(entries(client.get(f"{out('ics')}?when=past"))) == 1


def test_a_member_s_address_shows_its_filter_until_it_is_taken_back(client, owner, city):
    make_opportunity(city, "Course", kind=Kind.TRAINING)
    make_opportunity(city, "Pipes", kind=Kind.TENDER, deadlines=[due(3)])
    client.force_login(owner)
    page = reverse("opportunities:calendars")
    shown = client.post(f"{page}?kind=tender").context["fresh"]
    address = CalendarAddress.objects.get()
    word = shown.rpartition("/")[2].removesuffix(".ics")
    assert word not in str(vars(address)) and word not in client.get(page).text
    client.logout()
    found = client.get(f"/opportunities/calendar/{word}.ics")
    assert "Pipes" in found.text and "Course" not in found.text
    address.refresh_from_db()
    assert address.read_on is not None
    client.force_login(owner)
    client.post(reverse("opportunities:revoke", args=(address.pk,)))
    assert client.get(f"/opportunities/calendar/{word}.ics").status_code == 404


def test_the_address_of_a_member_who_left_answers_nobody(client, owner):
    _row, word = make_calendar_address(actor=owner, query="")
    owner.is_active = False
    owner.save()
    assert client.get(f"/opportunities/calendar/{word}.ics").status_code == 404


def test_texts_of_others_cannot_write_entries_of_their_own(client, city):
    evil = "Talk\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"
    row = make_opportunity(city, evil, venue="Hall; \\n, next")
    found = entries(client.get(out("ics")))
    assert set(found) == {row.uid}


def test_a_thousand_leave_in_few_queries(client, city, django_assert_max_num_queries):
    for number in range(12):
        make_opportunity(city, f"T {number}", deadlines=[due(4), due(5, 12)])
    for kind in ("ics", "atom", "csv"):
        with django_assert_max_num_queries(12):
            client.get(out(kind)).getvalue()
